import * as z from 'zod';
import { type AwsReply, type AwsRequest, LOCAL_ACCOUNT, LOCAL_REGION, type LocalService } from '../contract.ts';

const TARGET = 'secretsmanager.GetSecretValue';

const GetSecretValue = z.object({ SecretId: z.string().min(1).max(2_048) });

/**
 * Stands in for Secrets Manager (signing name `secretsmanager`): answers GetSecretValue from a file of this machine.
 * @param readSecret the value of a secret by its full name, e.g. `countersign/http/SHOP`
 */
export function secretsService(readSecret: (name: string) => string | undefined): LocalService {
  return {
    permissions(request) {
      const name = secretName(request);
      return name === undefined
        ? []
        : [{ action: 'secretsmanager:GetSecretValue', resource: secretArn(name), context: {} }];
    },
    async serve(request) {
      const name = secretName(request);
      if (name === undefined) return refusal('InvalidRequestException', `The local run serves ${TARGET} only.`);
      const value = readSecret(name);
      if (value === undefined) {
        return refusal('ResourceNotFoundException', `Secrets Manager can't find the specified secret: ${name}`);
      }
      return reply(200, { ARN: secretArn(name), Name: name, SecretString: value, VersionStages: ['AWSCURRENT'] });
    },
  };
}

/** Real ARNs end in six characters that AWS makes up, so a policy must leave room for them. */
function secretArn(name: string): string {
  return `arn:aws:secretsmanager:${LOCAL_REGION}:${LOCAL_ACCOUNT}:secret:${name}-L0ca1x`;
}

function secretName({ headers, body }: AwsRequest): string | undefined {
  if (headers['x-amz-target'] !== TARGET) return undefined;
  try {
    return GetSecretValue.safeParse(JSON.parse(body.toString('utf8'))).data?.SecretId;
  } catch {
    return undefined;
  }
}

function refusal(type: string, message: string): AwsReply {
  return reply(400, { __type: type, Message: message });
}

function reply(status: number, value: unknown): AwsReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(value) };
}
