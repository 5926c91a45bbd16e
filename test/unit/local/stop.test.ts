import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeStop } from '../../../infra/local/stop.ts';

describe('stopping', () => {
  const exits: number[] = [];
  const exit = (code: number) => void exits.push(code);
  beforeEach(() => {
    exits.length = 0;
    vi.spyOn(console, 'log').mockReturnValue();
    vi.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
  const never = () => new Promise<void>(() => undefined);

  it('ends with 0 when all of it closed', async () => {
    await makeStop({ close: async () => undefined, exit, withinMs: 1 })();
    expect(exits).toEqual([0]);
  });

  it('says so and ends with 1 when it does not close in time', async () => {
    await makeStop({ close: never, exit, withinMs: 1 })();
    expect(exits).toEqual([1]);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('what waits is kept'));
  });

  it('says so and ends with 1 when it cannot close', async () => {
    await makeStop({ close: () => Promise.reject(new Error('stuck')), exit, withinMs: 1 })();
    expect(exits).toEqual([1]);
    expect(console.error).toHaveBeenCalledWith('It did not stop as it should: stuck');
  });

  it('takes a second signal within a second for the same key press, and a later one for impatience', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const stop = makeStop({ close: never, exit });
    void stop();
    vi.advanceTimersByTime(900);
    await stop();
    expect(exits).toEqual([]);
    vi.advanceTimersByTime(200);
    await stop();
    expect(exits).toEqual([1]);
  });
});
