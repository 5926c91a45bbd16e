import { describe, expect, it } from 'vitest';
import { Capability } from '../../shared/action/capability.ts';
import { fuzzGate } from './fuzz-gate.ts';

const CALLS = 100;
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`a model calls each tool with ${CALLS} odd inputs (FUZZ_SEED=${seed})`, () => {
  it('each is refused with nothing stored, or stored whole', async () => {
    const fuzzed = await fuzzGate({ requests: CALLS, seed });
    expect(fuzzed.map(([capability]) => capability)).toEqual(Capability.options);
    expect(fuzzed.flatMap(([capability, { problems }]) => problems.map((it) => `${capability}: ${it}`))).toEqual([]);
  }, 300_000);
});
