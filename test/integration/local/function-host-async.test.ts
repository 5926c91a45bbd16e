import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../infra/local/contract.ts';
import { makeBundles, noting, readNotes, runFunctions, startHost } from './function-fixtures.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:Failed';
const hang = 'await new Promise((resolve) => setTimeout(resolve, 30_000));';

const eventInvokeConfig: Resource = {
  id: 'Config',
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: {
    FunctionName: 'Work',
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: queueArn } },
  },
};

describe('an asynchronous invocation', () => {
  it('is retried after a crash and ends in the on-failure queue that the template names', async () => {
    const functions = [{ id: 'Work', source: 'export const handler = async () => { process.exit(1); };' }];
    const { host, deadLetters } = await runFunctions(functions, [eventInvokeConfig]);
    await host.invokeAsync('Work', { id: 1 });
    await expect.poll(() => host.load().queued).toBe(0);
    expect(await deadLetters.list()).toEqual([{ queueArn, at: expect.any(String), message: expect.anything() }]);
    expect((await deadLetters.list())[0]?.message).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { id: 1 },
      responsePayload: { errorType: 'Runtime.ExitError' },
    });
  });

  it('runs again when its worker was killed, with the same request id', async () => {
    const bundles = await makeBundles([]);
    const notes = join(bundles.code('.'), 'notes');
    const then = `if (seen === 1) { ${hang} }`;
    const { host } = await runFunctions([{ id: 'Work', source: noting(notes, then) }]);
    await host.invokeAsync('Work', { id: 1 });
    await expect.poll(() => readNotes(notes)).toHaveLength(1);
    await host.kill('Work');
    await expect.poll(() => host.load().queued).toBe(0);
    const seen = await readNotes(notes);
    expect(seen).toEqual([
      { event: { id: 1 }, requestId: seen[0]?.requestId },
      { event: { id: 1 }, requestId: seen[0]?.requestId },
    ]);
  });

  it('runs after a restart when the host was closed in the middle of it', async () => {
    const elsewhere = await makeBundles([]);
    const notes = join(elsewhere.code('.'), 'notes');
    const slow = [{ id: 'Work', source: noting(notes, hang) }];
    const bundles = await makeBundles(slow);
    const { host } = startHost(bundles, slow);
    await host.invokeAsync('Work', { id: 1 });
    await expect.poll(() => readNotes(notes)).toHaveLength(1);
    await host.close();

    const quick = [{ id: 'Work', source: noting(notes) }];
    const { code } = await makeBundles(quick);
    const restarted = startHost({ ...bundles, code }, quick).host;
    await restarted.resume();
    await expect.poll(() => readNotes(notes)).toHaveLength(2);
    await expect.poll(() => restarted.load().queued).toBe(0);
  });

  it('is refused at once when the template has no such function', async () => {
    const { host } = await runFunctions([]);
    await expect(host.invokeAsync('Nobody', {})).rejects.toThrow('no function Nobody');
  });
});
