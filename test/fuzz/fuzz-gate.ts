import * as fc from 'fast-check';
import { readAction } from '../../shared/action/action-table.ts';
import { Capability } from '../../shared/action/capability.ts';
import type { AgentOutcome } from '../../shared/action/outcome.ts';
import { ALL_CAPABILITIES, ASKED_FOR } from '../support/builders.ts';
import { openTestWorkspace, type TestWorkspace } from '../support/workspace.ts';
import type { Fuzzed } from './fuzz-route.ts';
import { gateOf } from './fuzz-world.ts';
import { change, changed, hostileText, hostileValue, nested } from './hostile-values.ts';
import { wrongAction } from './judge-tables.ts';
import { watchLog } from './watched-log.ts';

/** What a conversation has to hold of an answer to a tool call. */
const MAX_ANSWER = 2_500;
const STRETCH = 200;

/** A tool call of a model: what its client parsed, be it what the tool asks for or not. */
function toolCalls(capability: Capability): fc.Arbitrary<{ input: unknown; id: string | undefined }> {
  const valid = ASKED_FOR[capability];
  const near = fc.array(change, { maxLength: 3 }).map((changes) => changes.reduce<unknown>(changed, valid));
  const long = fc.tuple(fc.constantFrom('text', 'body', 'subject', 'url'), fc.integer({ min: 90_000, max: 400_000 }));
  return fc.record({
    input: fc.oneof(
      { weight: 12, arbitrary: near },
      { weight: 4, arbitrary: hostileValue },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, undefined, 10n, Symbol.iterator) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 1_000, max: 5_000 }).map((depth) => ({ ...valid, json: nested(depth) })),
      },
      { weight: 1, arbitrary: long.map(([field, length]) => ({ ...valid, [field]: '発'.repeat(length) })) },
    ),
    id: fc.oneof({ weight: 10, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: hostileText }),
  });
}

/** Fuzzes the gate with what a model could give to each capability: refused with nothing stored, or stored whole. */
export async function fuzzGate({ requests, seed }: { requests: number; seed: number }): Promise<[string, Fuzzed][]> {
  const workspace = await openTestWorkspace();
  const log = watchLog();
  try {
    await workspace.allow(ALL_CAPABILITIES);
    const done: [string, Fuzzed][] = [];
    for (const capability of Capability.options) {
      const fuzzed = await fuzzCapability(workspace, capability, { requests, seed });
      fuzzed.problems.push(...log.takeErrors().map((line) => `something was logged as an error: ${line}`));
      done.push([capability, fuzzed]);
    }
    return done;
  } finally {
    log.restore();
    await workspace.close();
  }
}

async function fuzzCapability(
  workspace: TestWorkspace,
  capability: Capability,
  { requests, seed }: { requests: number; seed: number },
): Promise<Fuzzed> {
  const gate = gateOf(workspace);
  const counts = new Map<string, number>();
  const problems: string[] = [];
  for (let from = 0; from < requests && problems.length === 0; from += STRETCH) {
    const numRuns = Math.min(STRETCH, requests - from);
    const calls = fc.sample(toolCalls(capability), { seed: seed + from, numRuns });
    for (const [at, { input, id }] of calls.entries()) {
      const toolCallId = id ?? `${capability}_${from + at}`;
      try {
        const outcome = await gate(capability, input, toolCallId);
        const key = `${outcome.outcome} ${outcome.reason ?? ''}`.trim();
        counts.set(key, (counts.get(key) ?? 0) + 1);
        const wrong = await wrongOutcome(workspace, outcome, id === undefined);
        if (wrong) problems.push(`call ${from + at} ${wrong}`);
      } catch (error) {
        problems.push(
          `call ${from + at} (${toolCallId.slice(0, 50)}) threw: ${error instanceof Error ? error.stack : error}`,
        );
      }
    }
  }
  if (problems.length === 0 && !counts.has('pending_approval ask_always')) problems.push('no call was taken');
  return { counts, problems };
}

const STORED = ['pending_approval', 'blocked'];

async function wrongOutcome(
  { tables }: TestWorkspace,
  told: AgentOutcome,
  isNew: boolean,
): Promise<string | undefined> {
  const { actionId, outcome, reason = '' } = told;
  if (JSON.stringify(told).length > MAX_ANSWER) return `was answered in ${JSON.stringify(told).length} characters`;
  const action = await readAction(tables, actionId);
  if (outcome === 'failed' && reason === 'idempotency_conflict') return action ? undefined : 'conflicts with nothing';
  if (outcome === 'failed' && reason !== 'invalid_input') return `failed as ${reason}`;
  if (outcome === 'failed') return action && isNew ? 'was refused and stored something' : undefined;
  if (!STORED.includes(outcome)) return `came to ${outcome}, though everything asks`;
  return action ? wrongAction(action, [])[0] : `came to ${outcome} and stored nothing`;
}
