import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { cognitoService } from '../../infra/local/cognito/cognito-service.ts';
import { openUsers } from '../../infra/local/cognito/users.ts';
import type { AwsRequest } from '../../infra/local/contract.ts';
import { readBody } from '../../infra/local/http-api/read-body.ts';
import { listenOnLoopback } from '../../infra/local/listen-on-loopback.ts';
import type { Mail } from '../../infra/local/ses/mail.ts';

const POOL = {
  id: 'People',
  type: 'AWS::Cognito::UserPool',
  properties: {
    AdminCreateUserConfig: { InviteMessageTemplate: { EmailSubject: 'Invited', EmailMessage: '{username} {####}' } },
  },
};

/** The local user pool behind an address of its own, and a client of it; nobody asks IAM. */
export async function startTestCognito() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-users-'));
  const users = openUsers(directory, []);
  const mails: Mail[] = [];
  const service = cognitoService({ resources: [POOL], users, send: async (mail) => mails.push(mail) });
  const server = createServer(async (incoming, response) => {
    const body = (await readBody(incoming, 100_000)) ?? Buffer.alloc(0);
    const headers = incoming.headers as Record<string, string>;
    const request: AwsRequest = { service: 'cognito-idp', caller: 'test', method: 'POST', url: '/', headers, body };
    const { status, headers: answered, body: answer } = await service.serve(request);
    response.writeHead(status, answered).end(answer);
  });
  const { url, close } = await listenOnLoopback(server, 0);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CognitoIdentityProviderClient({ endpoint: url, region: 'us-east-1', credentials });
  return {
    ...{ url, users, mails, signIns: { client, userPoolId: 'us-east-1_People' } },
    close: async () => {
      client.destroy();
      await close();
      rmSync(directory, { recursive: true });
    },
  };
}
