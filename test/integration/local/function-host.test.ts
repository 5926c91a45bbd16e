import { describe, expect, it } from 'vitest';
import { runFunctions } from './function-fixtures.ts';

const slow = 'await new Promise((resolve) => setTimeout(resolve, 30_000));';

describe('a function of the template', () => {
  it('gets the event and a context, and its answer comes back as JSON would carry it', async () => {
    const { host } = await runFunctions([
      {
        id: 'Echo',
        source: `export const handler = async (event, context) => ({
          event, name: context.functionName, arn: context.invokedFunctionArn, at: new Date(0), gone: undefined,
          left: context.getRemainingTimeInMillis() > 9_000 && context.getRemainingTimeInMillis() <= 10_000,
        });`,
      },
    ]);
    expect(await host.invoke('Echo', { question: 1 })).toEqual({
      ok: true,
      value: {
        event: { question: 1 },
        name: 'Echo',
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:Echo',
        at: '1970-01-01T00:00:00.000Z',
        left: true,
      },
    });
  });

  it('sees its own environment and nothing of the host', async () => {
    const source = 'export const handler = async () => process.env;';
    const { host } = await runFunctions([
      { id: 'One', source, properties: { Environment: { Variables: { WORK_TABLE: 'work' } } } },
      { id: 'Two', source },
    ]);
    const [one, two] = [await host.invoke('One', {}), await host.invoke('Two', {})];
    expect(one).toMatchObject({
      ok: true,
      value: {
        WORK_TABLE: 'work',
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: 'One',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
    });
    expect(two).toMatchObject({ ok: true, value: expect.not.objectContaining({ WORK_TABLE: 'work' }) });
    expect(JSON.stringify(one)).not.toMatch(/"(PATH|HOME|NODE_OPTIONS|VITEST)"/);
  });

  it('signs with a key that tells who it is', async () => {
    const source = 'export const handler = async () => process.env.AWS_ACCESS_KEY_ID;';
    const { host } = await runFunctions([
      { id: 'One', source },
      { id: 'Two', source },
    ]);
    const key = await host.invoke('Two', {});
    expect(key.ok && host.accessKeys.get(String(key.value))).toBe('Two');
    expect([...host.accessKeys.values()].sort()).toEqual(['One', 'Two']);
  });

  it('keeps its module between invocations, as a warm environment does', async () => {
    const { host } = await runFunctions([
      { id: 'Counter', source: 'let calls = 0; export const handler = async () => ++calls;' },
    ]);
    await host.warmUp();
    expect(await host.invoke('Counter', {})).toEqual({ ok: true, value: 1 });
    expect(await host.invoke('Counter', {})).toEqual({ ok: true, value: 2 });
  });

  it('logs what it prints, line by line', async () => {
    const source = "export const handler = async () => { console.log('one\\ntwo'); console.error('bad'); };";
    const { host, lines } = await runFunctions([{ id: 'Printer', source }]);
    expect(await host.invoke('Printer', {})).toEqual({ ok: true, value: null });
    await expect
      .poll(() => [...lines].sort())
      .toEqual(['Printer stderr bad', 'Printer stdout one', 'Printer stdout two']);
  });
});

describe('an invocation that fails', () => {
  it('carries the name, message and stack of the error, and is in the log', async () => {
    const source = "export const handler = async () => { throw new RangeError('too far'); };";
    const { host, lines } = await runFunctions([{ id: 'Thrower', source }]);
    const outcome = await host.invoke('Thrower', {});
    expect(outcome).toMatchObject({ ok: false, errorType: 'RangeError', errorMessage: 'too far' });
    expect(!outcome.ok && outcome.trace.join('\n')).toContain('index.mjs');
    expect(lines).toEqual([expect.stringMatching(/^Thrower stderr Invocation .* failed: RangeError: too far\n/)]);
  });

  it('is a time-out when it takes too long, and the next one starts afresh', async () => {
    const source = `let calls = 0; export const handler = async (wait) => { calls++; if (wait) { ${slow} } return calls; };`;
    const { host } = await runFunctions([{ id: 'Sleeper', source, properties: { Timeout: 1 } }]);
    expect(await host.invoke('Sleeper', true)).toMatchObject({
      ok: false,
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('Task timed out after 1.00 seconds'),
    });
    expect(await host.invoke('Sleeper', false)).toEqual({ ok: true, value: 1 });
  });

  it('is a time-out even where the function never yields', async () => {
    const source = 'export const handler = async () => { for (;;); };';
    const { host } = await runFunctions([{ id: 'Spinner', source, properties: { Timeout: 1 } }]);
    expect(await host.invoke('Spinner', {})).toMatchObject({ ok: false, errorType: 'Sandbox.Timedout' });
  });

  it.each([
    ['process.exit', 'process.exit(3);', 'exit status 3'],
    [
      'using more memory than it has',
      'const hog = []; for (;;) hog.push(Array(1e5).fill(0.5));',
      'reaching memory limit',
    ],
    ['an error outside of the handler', `setTimeout(() => { throw new Error('late'); }, 1); ${slow}`, 'Error: late'],
    ['an unhandled rejection', `Promise.reject(new Error('lost')); ${slow}`, 'Error: lost'],
  ])('is a crash after %s', async (_, body, reason) => {
    const { host } = await runFunctions([{ id: 'Crasher', source: `export const handler = async () => { ${body} };` }]);
    expect(await host.invoke('Crasher', {})).toMatchObject({
      ok: false,
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining(reason),
    });
  });

  it.each([
    ['its bundle throws while loading', "throw new TypeError('no setting');", 'TypeError', 'no setting'],
    ['its bundle exports no handler', 'export const other = 1;', 'Error', 'exports no function named handler'],
  ])('says that %s', async (_, source, errorType, message) => {
    const { host } = await runFunctions([{ id: 'Broken', source }]);
    const expected = { ok: false, errorType, errorMessage: expect.stringContaining(message) };
    expect(await host.invoke('Broken', {})).toMatchObject(expected);
    expect(await host.invoke('Broken', {})).toMatchObject(expected);
  });

  it('is refused when the template has no such function', async () => {
    const { host } = await runFunctions([]);
    await expect(host.invoke('Nobody', {})).rejects.toThrow('no function Nobody');
  });
});

describe('several invocations of one function', () => {
  const source = `import { threadId } from 'node:worker_threads';
    export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 300)); return threadId; };`;

  it('run in workers of their own', async () => {
    const { host } = await runFunctions([{ id: 'Busy', source }]);
    const outcomes = await Promise.all([host.invoke('Busy', 1), host.invoke('Busy', 2), host.invoke('Busy', 3)]);
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.value)).size).toBe(3);
  });

  it('wait for a worker beyond the reserved concurrency', async () => {
    const { host } = await runFunctions([{ id: 'Busy', source, properties: { ReservedConcurrentExecutions: 1 } }]);
    const all = Promise.all([host.invoke('Busy', 1), host.invoke('Busy', 2), host.invoke('Busy', 3)]);
    await expect.poll(() => host.load()).toEqual({ running: 1, waiting: 2, queued: 0 });
    expect(new Set((await all).map((outcome) => outcome.ok && outcome.value)).size).toBe(1);
    expect(host.load()).toEqual({ running: 0, waiting: 0, queued: 0 });
  });
});

describe('a host whose functions are killed', () => {
  it('reports the running invocation as crashed and serves the next one', async () => {
    const source = `export const handler = async (wait) => { if (wait) { console.log('begun'); ${slow} } return 'alive'; };`;
    const { host, lines } = await runFunctions([{ id: 'Victim', source }]);
    const outcome = host.invoke('Victim', true);
    await expect.poll(() => lines).toContain('Victim stdout begun');
    await host.kill('Victim');
    expect(await outcome).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect(await host.invoke('Victim', false)).toEqual({ ok: true, value: 'alive' });
  });

  it('cuts short what is at work and leaves a waiting worker warm', async () => {
    const source = `let calls = 0; export const handler = async (wait) => { if (wait) { console.log('begun'); ${slow} } return ++calls; };`;
    const { host, lines } = await runFunctions([{ id: 'Victim', source }]);
    const [first, second] = [host.invoke('Victim', false), host.invoke('Victim', true)];
    await expect.poll(() => lines).toContain('Victim stdout begun');
    expect(await first).toEqual({ ok: true, value: 1 });
    expect(await host.cutShort('Victim')).toBe(1);
    expect(await second).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect(await host.cutShort('Victim')).toBe(0);
    expect(await host.invoke('Victim', false)).toEqual({ ok: true, value: 2 });
  });
});
