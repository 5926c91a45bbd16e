import { describe, expect, it } from 'vitest';
import { Capability } from '../../shared/action/capability.ts';
import { fuzzGate } from './fuzz-gate.ts';

const CALLS = 100;
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`a model calls each tool with ${CALLS} odd inputs (FUZZ_SEED=${seed})`, () => {
  it.each(Capability.options)(
    '%s is refused with nothing stored, or stored whole',
    async (capability) => {
      expect((await fuzzGate(capability, { requests: CALLS, seed })).problems).toEqual([]);
    },
    300_000,
  );
});
