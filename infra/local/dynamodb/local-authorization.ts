/** DynamoDB Local checks no signature: it takes the access key id only, as the name of a database. */
export function localAuthorization(accessKeyId: string): string {
  const scope = `${accessKeyId}/20260101/us-east-1/dynamodb/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}
