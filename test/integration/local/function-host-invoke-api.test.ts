import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwsRequest } from '../../../infra/local/contract.ts';
import { lambdaService } from '../../../infra/local/functions/lambda-service.ts';
import { makeBundles, noting, readNotes, runFunctions } from './function-fixtures.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Echo';

function invokeRequest(name: string, payload: string, type?: string): AwsRequest {
  return {
    service: 'lambda',
    caller: 'Sweep',
    method: 'POST',
    url: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
    headers: type ? { 'x-amz-invocation-type': type } : {},
    body: Buffer.from(payload),
  };
}

async function openService(source = 'export const handler = async (event) => ({ event });') {
  return lambdaService((await runFunctions([{ id: 'Echo', source }])).host);
}

describe("Lambda's Invoke", () => {
  it.each(['Echo', 'Echo:$LATEST', arn, `${arn}:$LATEST`, '000000000000:function:Echo'])('finds %s', async (name) => {
    const service = await openService();
    const request = invokeRequest(name, '{"a":1}');
    expect(service.permissions(request)).toEqual([{ action: 'lambda:InvokeFunction', resource: arn, context: {} }]);
    expect(await service.serve(request)).toMatchObject({ status: 200, body: '{"event":{"a":1}}' });
  });

  it('answers 200 with a function error where the function failed', async () => {
    const service = await openService("export const handler = async () => { throw new Error('no'); };");
    const reply = await service.serve(invokeRequest('Echo', ''));
    expect(reply).toMatchObject({ status: 200, headers: { 'x-amz-function-error': 'Unhandled' } });
    expect(JSON.parse(String(reply.body))).toMatchObject({
      errorType: 'Error',
      errorMessage: 'no',
      trace: expect.any(Array),
    });
  });

  it('accepts an event and runs it later', async () => {
    const notes = join((await makeBundles([])).code('.'), 'notes');
    const service = await openService(noting(notes));
    expect(await service.serve(invokeRequest('Echo', '{"a":1}', 'Event'))).toEqual({ status: 202, body: '' });
    await expect.poll(() => readNotes(notes)).toMatchObject([{ event: { a: 1 } }]);
  });

  it('does nothing on a dry run', async () => {
    const service = await openService("export const handler = async () => { throw new Error('ran'); };");
    expect(await service.serve(invokeRequest('Echo', '{}', 'DryRun'))).toEqual({ status: 204, body: '' });
  });

  it.each([
    ['an unknown function', invokeRequest('Nobody', '{}'), 404, 'ResourceNotFoundException'],
    ['a payload that is no JSON', invokeRequest('Echo', '{'), 400, 'InvalidRequestContentException'],
    ['an unknown type', invokeRequest('Echo', '{}', 'Later'), 400, 'InvalidParameterValueException'],
    [
      'over 1 MB for later',
      invokeRequest('Echo', `"${'x'.repeat(2 ** 20)}"`, 'Event'),
      413,
      'RequestTooLargeException',
    ],
    ['over 6 MB at once', invokeRequest('Echo', `"${'x'.repeat(6 * 2 ** 20)}"`), 413, 'RequestTooLargeException'],
    [
      'another operation',
      { ...invokeRequest('Echo', ''), url: '/2015-03-31/functions' },
      400,
      'UnknownOperationException',
    ],
  ])('refuses %s', async (_, request, status, code) => {
    const service = await openService();
    expect(await service.serve(request)).toMatchObject({ status, headers: { 'x-amzn-errortype': code } });
  });

  it('says at the terminal that a tool is no function of the stack', async () => {
    const said: string[] = [];
    const { host } = await runFunctions([{ id: 'Echo', source: '' }]);
    const request = { ...invokeRequest('countersign-tool-crm', '{}'), caller: 'ToolExecutor' };
    await lambdaService(host, (line) => said.push(line)).serve(request);
    expect(said).toEqual([
      expect.stringMatching(/^ToolExecutor called countersign-tool-crm, which is not in the stack/),
    ]);
  });

  it('fails an answer over 6 MB', async () => {
    const service = await openService("export const handler = async () => 'x'.repeat(6 * 2 ** 20);");
    const reply = await service.serve(invokeRequest('Echo', ''));
    expect(JSON.parse(String(reply.body))).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });
});
