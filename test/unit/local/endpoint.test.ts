import { request as openRequest } from 'node:http';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsRequest, LocalService } from '../../../infra/local/contract.ts';
import { type Denial, startAwsEndpoint } from '../../../infra/local/endpoint/aws-endpoint.ts';
import type { Listening } from '../../../infra/local/listen-on-loopback.ts';

describe('the local AWS endpoint', () => {
  const served: AwsRequest[] = [];
  const denials: Denial[] = [];
  const errors: unknown[] = [];
  const failedRequests: string[] = [];
  const service = (action: string): LocalService => ({
    permissions: () => [{ action, resource: 'arn', context: {} }],
    async serve(request) {
      served.push(request);
      if (request.body.includes('"explode"')) throw new Error('out of luck');
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
    },
  });
  let endpoint: Listening;

  beforeAll(async () => {
    endpoint = await startAwsEndpoint({
      port: 0,
      callers: new Map([
        ['KEYA', 'Allowed'],
        ['KEYD', 'Denied'],
      ]),
      services: { events: service('events:PutEvents'), lambda: service('lambda:InvokeFunction') },
      judge: (caller) => (caller === 'Allowed' ? { allowed: true } : { allowed: false, reason: 'It may not.' }),
      onDenied: (denial) => void denials.push(denial),
      onError: (error, request) => {
        errors.push(error);
        failedRequests.push(request);
      },
      pages: async (request, response) => {
        if (request.url?.endsWith('/broken')) throw new Error('no such letter');
        response.end(`page ${request.url}`);
      },
    });
  });
  afterAll(() => endpoint.close());

  const options = (accessKeyId: string) => ({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const putEvents = (accessKeyId: string) =>
    new EventBridgeClient(options(accessKeyId)).send(new PutEventsCommand({ Entries: [{ Source: 'countersign' }] }));
  const invoke = (accessKeyId: string, payload = '{}') =>
    new LambdaClient(options(accessKeyId)).send(
      new InvokeCommand({ FunctionName: 'F', Payload: Buffer.from(payload) }),
    );

  it('hands a request to its service with the function that signed it', async () => {
    await putEvents('KEYA');
    expect(served.at(-1)).toMatchObject({ service: 'events', caller: 'Allowed', method: 'POST', url: '/' });
    expect(JSON.parse(String(served.at(-1)?.body))).toEqual({ Entries: [{ Source: 'countersign' }] });
  });

  it.each([
    ['events', putEvents],
    ['lambda', invoke],
  ])('refuses as AWS does what a role does not allow (%s)', async (_, call) => {
    const count = served.length;
    await expect(call('KEYD')).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'It may not.' });
    expect(denials.at(-1)).toMatchObject({ caller: 'Denied', reason: 'It may not.' });
    expect(served).toHaveLength(count);
  });

  it('refuses a key that it did not give out', async () => {
    await expect(putEvents('STRANGER')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(invoke('STRANGER')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('refuses by name a service that it does not have', async () => {
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=KEYA/20260101/us-east-1/s3/aws4_request, SignedHeaders=host',
    };
    const response = await fetch(endpoint.url, { headers });
    expect(await response.json()).toMatchObject({ message: 'The local run has no service "s3".' });
  });

  it('answers an error of a service and tells of it', async () => {
    await expect(invoke('KEYA', '"explode"')).rejects.toMatchObject({ message: 'out of luck' });
    expect(errors).toHaveLength(1);
    expect(failedRequests).toEqual(['Allowed → lambda']);
  });

  it('takes no more than 10 MB', async () => {
    await expect(invoke('KEYA', `"${'x'.repeat(10 * 1024 * 1024)}"`)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 413 },
    });
  });

  it('tells of a page that fails', async () => {
    await expect(fetch(`${endpoint.url}/_local/broken`)).rejects.toThrow();
    expect(errors.at(-1)).toEqual(new Error('no such letter'));
    expect(failedRequests.at(-1)).toBe('GET /_local/broken');
  });

  it('shows its pages to this machine alone', async () => {
    expect(await (await fetch(`${endpoint.url}/_local/mailbox`)).text()).toBe('page /_local/mailbox');
    expect(await statusWithHost(endpoint.url, 'evil.example')).toBe(421);
  });
});

function statusWithHost(url: string, host: string) {
  return new Promise((resolve, reject) => {
    openRequest(`${url}/_local/`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
