export type Signature = { accessKeyId: string; service: string };

/**
 * Who signs a request and for which service, from the credential scope of its Authorization header.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function readSignature(authorization: string | undefined): Signature | undefined {
  const scope = /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/[\w-]+\/([\w-]+)\/aws4_request,/.exec(
    authorization ?? '',
  );
  return scope?.[1] && scope[2] ? { accessKeyId: scope[1], service: scope[2] } : undefined;
}
