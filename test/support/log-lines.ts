import { afterAll } from 'vitest';

/** What the code under test logged since the start of its test file, as JSON lines. Empty it where a test counts. */
export const logLines: string[] = [];

/**
 * Functions write their log straight to the process. In tests the lines are kept here, and passed to the console, so
 * that they are shown where a test fails and nowhere else.
 */
for (const stream of [process.stdout, process.stderr]) {
  const own = stream.write;
  const write = own.bind(stream) as (chunk: string | Uint8Array) => boolean;
  stream.write = (chunk: string | Uint8Array) => {
    if (typeof chunk !== 'string' || !chunk.startsWith('{"level":')) return write(chunk);
    logLines.push(chunk.trimEnd());
    console.log(chunk.trimEnd());
    return true;
  };
  afterAll(() => {
    stream.write = own;
  });
}
