/** One sentence for what the person at the terminal can solve. Any other error is ours: it is thrown on. */
export function whyAwsRefused(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('Region is missing')) {
    return 'The AWS region is missing: set AWS_REGION to the region of the stack and run it again.';
  }
  if (error instanceof Error && /CredentialsProvider|TokenProvider/.test(error.name)) {
    return 'AWS credentials are missing: sign in with the AWS CLI or set AWS_PROFILE, and run it again.';
  }
  if (error instanceof Error && '$metadata' in error) return `AWS refused it: ${error.name}: ${error.message}`;
  throw error;
}
