import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** The value of a secret of the workspace, by its short name; undefined when there is none. */
export type GetSecret = (name: string, signal: AbortSignal) => Promise<string | undefined>;

/**
 * Reads secrets of AWS Secrets Manager below a prefix, e.g. `countersign/http/`. The prefix stands in the function's
 * role too, so no name leads to a secret of anything else.
 */
export function secretsBelow(prefix: string, client: Pick<SecretsManagerClient, 'send'>): GetSecret {
  return async (name, abortSignal) => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}${name}` }), {
        abortSignal,
      });
      return SecretString;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };
}
