import { once } from 'node:events';
import { createServer } from 'node:http';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { AwsRequest, Resource } from '../../infra/local/contract.ts';
import { readBody } from '../../infra/local/http-api/read-body.ts';
import { openMailbox } from '../../infra/local/ses/mailbox.ts';
import { sesService } from '../../infra/local/ses/ses-service.ts';

export const MAIL_TEMPLATE: Resource[] = [
  { id: 'Mail', type: 'AWS::SES::EmailIdentity', properties: { EmailIdentity: 'countersign.example' } },
  { id: 'AgentMail', type: 'AWS::SES::ConfigurationSet', properties: { Name: 'agent-mail' } },
];

/** The local SES behind HTTP with an SDK client that tries once. Closing it cuts replies that hang. */
export async function startMail(directory: string) {
  const mailbox = await openMailbox(directory);
  const service = sesService(MAIL_TEMPLATE, mailbox);
  const server = createServer(async (message, response) => {
    const body = (await readBody(message, 1e6)) ?? Buffer.alloc(0);
    const reply = await service.serve(sesRequest(body, { method: message.method ?? '', url: message.url ?? '' }));
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const client = new SESv2Client({
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return {
    mailbox,
    client,
    async close() {
      client.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function sesRequest(body: Buffer | object, at: { method?: string; url?: string } = {}): AwsRequest {
  const { method = 'POST', url = '/v2/email/outbound-emails' } = at;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  return { service: 'ses', caller: 'EmailExecutor', method, url, headers: {}, body: bytes };
}
