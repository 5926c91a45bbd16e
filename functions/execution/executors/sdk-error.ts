/** Nothing reached the service: no address, nobody listening, not the server it claims to be, or nothing to sign with. */
const NEVER_LEFT = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CredentialsProviderError',
];

/** What an error of an AWS SDK client says, whatever the service. */
export type SdkError = {
  name: string;
  /** HTTP status of the answer; undefined where none came. */
  status: number | undefined;
  /** Set where the request surely did not leave: why. */
  neverLeft: string | undefined;
};

export function readSdkError(error: unknown): SdkError {
  type Raw = { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  const { name = 'Error', code = '', $metadata } = (error ?? {}) as Raw;
  const status = $metadata?.httpStatusCode;
  const neverLeft = status === undefined ? [code, name].find((each) => NEVER_LEFT.includes(each)) : undefined;
  return { name, status, neverLeft };
}

/** Whether the service itself refused, before it accepted anything. 408 and 499 come from something on the way. */
export function isRefusal(status: number | undefined): status is number {
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 499;
}
