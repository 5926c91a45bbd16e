import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import type { PermissionCheck } from '../../../infra/local/contract.ts';
import { startAwsEndpoint } from '../../../infra/local/endpoint/aws-endpoint.ts';
import { openSecretsFile } from '../../../infra/local/secrets/secrets-file.ts';
import { secretsService } from '../../../infra/local/secrets/secrets-service.ts';
import { secretsBelow } from '../../../shared/secrets/secrets-below.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';

const signal = () => AbortSignal.timeout(60_000);

async function someSecrets() {
  const directory = await emptyDirectory();
  const readSecret = openSecretsFile(directory, { 'countersign/http/SHOP': 'first-value' });
  const checks: PermissionCheck[] = [];
  const endpoint = await closing(
    startAwsEndpoint({
      ...{ port: 0, callers: new Map([['AKIDHTTP', 'HttpExecutor']]) },
      services: { secretsmanager: secretsService(readSecret) },
      judge: (_, check) => {
        checks.push(check);
        return { allowed: /:secret:countersign\/http\//.test(check.resource) };
      },
    }),
  );
  const credentials = { accessKeyId: 'AKIDHTTP', secretAccessKey: 'local' };
  const client = new SecretsManagerClient({ endpoint: endpoint.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return { file: join(directory, 'secrets.json'), client, checks };
}

describe('secrets of a local run', () => {
  it('come from a file that only its owner reads, as it is now', async () => {
    const { file, client, checks } = await someSecrets();
    const getSecret = secretsBelow('countersign/http/', client);
    expect(await getSecret('SHOP', signal())).toBe('first-value');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, readFileSync(file, 'utf8').replace('first', 'second'));
    expect(await getSecret('SHOP', signal())).toBe('second-value');
    expect(checks[0]).toEqual({
      ...{ action: 'secretsmanager:GetSecretValue', context: {} },
      resource: expect.stringMatching(/^arn:aws:secretsmanager:us-east-1:0{12}:secret:countersign\/http\/SHOP-\w{6}$/),
    });
  });

  it('that nobody stored are missing, and those of others are refused', async () => {
    const { client } = await someSecrets();
    expect(await secretsBelow('countersign/http/', client)('OTHER', signal())).toBeUndefined();
    expect(await secretsBelow('countersign/http/', client)('constructor', signal())).toBeUndefined();
    await expect(secretsBelow('countersign/tool/', client)('SHOP', signal())).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
