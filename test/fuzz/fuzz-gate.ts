import * as fc from 'fast-check';
import { readAction } from '../../shared/action/action-table.ts';
import type { Capability } from '../../shared/action/capability.ts';
import type { AgentOutcome } from '../../shared/action/outcome.ts';
import { ALL_CAPABILITIES } from '../support/builders.ts';
import { openTestWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { gateOf } from './fuzz-world.ts';
import type { Asked, Fuzzed } from './fuzzed.ts';
import { wrongAction } from './judge-tables.ts';
import { toolCalls } from './tool-calls.ts';
import { watchLog } from './watched-log.ts';

/** What a conversation has to hold of an answer to a tool call. */
const MAX_ANSWER = 2_500;
const STRETCH = 200;

/** Fuzzes the gate with what a model could give to a capability: refused with nothing stored, or stored whole. */
export async function fuzzGate(capability: Capability, { requests, seed }: Asked): Promise<Fuzzed> {
  const workspace = await openTestWorkspace();
  const log = watchLog();
  try {
    await workspace.allow(ALL_CAPABILITIES);
    const fuzzed = await fuzzCapability(workspace, capability, { requests, seed });
    fuzzed.problems.push(...log.takeErrors().map((line) => `something was logged as an error: ${line}`));
    return fuzzed;
  } finally {
    log.restore();
    await workspace.close();
  }
}

async function fuzzCapability(
  workspace: TestWorkspace,
  capability: Capability,
  { requests, seed }: Asked,
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
