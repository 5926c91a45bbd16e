import type { Shown } from '../fuzz-world.ts';
import type { Manner } from '../fuzzed-request.ts';

/** A request that is taken as it stands. */
export type ValidRequest = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Of who is no person and signs nothing: an agent with its key. */
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
  person: string;
  path?: string;
};

/** What the requests of one stretch may aim at. */
export type Targets = { waiting: Shown[]; uncertain: Shown[] };

export type Sketch = {
  valid: (targets: Targets, pick: number) => ValidRequest;
  /** Requests that were right may meet what others did before; and what a route does on success. */
  taken: readonly number[];
  /** Read, where there is no body; else write, unless given. */
  manner?: Manner;
  /** How many new actions every stretch may use up; unless given, 3 of each kind are enough for all. */
  aims?: Partial<Record<keyof Targets, number>>;
  /** Of a protocol that refuses in a form of its own; unless given, problem details. */
  refusedBy?: 'json-rpc';
  /** Kinds of items that people set up and that this route is there to change; `hold` may be changed by any. */
  changes?: readonly string[];
};

/** By route, as in `POST /hooks/{triggerId}`. */
export type Sketches = Record<string, Sketch>;

const OWNERS = ['per_olivia', 'per_miguel', 'per_ada'] as const;

export const one = <T>(list: readonly T[], pick: number): T => {
  const found = list[pick % list.length];
  if (found === undefined) throw new Error('The fuzz has nothing to aim at');
  return found;
};

/** One of those who own the agent that the fuzz asks as. */
export const person = (pick: number) => one(OWNERS, pick);

/** Anybody may ask, and nothing more is said. */
export const member: Sketch = { valid: (_, pick) => ({ person: person(pick) }), taken: [200] };

/** A request about the agent that the fuzz asks as, by one of its owners. */
export function ofAgent(request: (pick: number) => Partial<ValidRequest>, taken: readonly number[] = [200]): Sketch {
  const valid = (_: Targets, pick: number): ValidRequest => {
    const { params, ...rest } = request(pick);
    return { person: person(pick), params: { agentId: 'agt_invoice', ...params }, ...rest };
  };
  // What is taken with a conflict is a change, and a change may change the agent.
  return { valid, taken, ...(taken.includes(409) ? { changes: ['agent'] } : {}) };
}
