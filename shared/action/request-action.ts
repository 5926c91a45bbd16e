import * as z from 'zod';
import type { Agent } from '../agent/agent.ts';
import { readAgent } from '../agent/agent-table.ts';
import type { Conversation } from '../agent/conversation.ts';
import { askDryRun } from '../execution/ask-dry-run.ts';
import { type Executors, executorOf, runExecutor } from '../execution/invoke-executor.ts';
import type { Judgement } from '../guardrail/guardrail.ts';
import { judge } from '../guardrail/judge.ts';
import { derivedId } from '../ids.ts';
import { fold } from '../ledger/fold.ts';
import { guardrailKey, isSettled } from '../ledger/ledger.ts';
import { readRows } from '../ledger/ledger-table.ts';
import { errorFields, log } from '../log.ts';
import type { Tables } from '../tables.ts';
import { Action, dueShard, pendingOf } from './action.ts';
import { createAction } from './action-table.ts';
import type { Capability } from './capability.ts';
import { type Content, readContent, sealContent, summarise } from './content.ts';
import { type AgentOutcome, agentOutcome } from './outcome.ts';

export type GateDeps = { tables: Tables; executors: Executors; now: () => Date };

/** One tool call of an agent. Run and tool call together name the action: the same call is the same action. */
export type Asked = {
  conversation: Pick<Conversation, 'agentId' | 'conversationId' | 'origin' | 'tainted'>;
  runId: string;
  toolCallId: string;
  capability: Capability;
  input: unknown;
};

/** How long the agent waits for an allowed action whose executor somebody else started. */
const WAIT_MS = 15_000;
const POLL_MS = 200;

/** The sweep looks at an allowed action that has not run by then. */
const RUN_WITHIN_MS = 60_000;

/**
 * The gate: every action of every agent comes through here. Reads the settings, judges, stores the action, and runs
 * it only if the guardrail said `allow`. Answers with one stable outcome.
 */
export async function requestAction(deps: GateDeps, asked: Asked): Promise<AgentOutcome> {
  const actionId = derivedId('act', asked.runId, asked.toolCallId);
  const agent = await readAgent(deps.tables, asked.conversation.agentId);
  if (!agent) return agentOutcome(actionId, 'blocked', 'unknown_agent');
  const content = readAsked(asked, agent);
  if (!content.ok) return { ...agentOutcome(actionId, 'failed', 'invalid_input'), message: content.message };
  const judgement = await judgeAndTry(deps, asked, agent, content.value);
  const action = newAction(actionId, asked, agent, { content: content.value, judgement }, deps.now());
  const earlier = await createAction(deps.tables, action);
  if (earlier && earlier.hash !== action.hash) return agentOutcome(actionId, 'failed', 'idempotency_conflict');
  const stored = earlier ?? action;
  log.info('action requested', {
    actionId,
    agentId: agent.agentId,
    capability: stored.capability,
    state: stored.state,
  });
  return stored.state === 'allowed' ? runAllowed(deps, stored) : agentOutcome(actionId, stored.state, reasonOf(stored));
}

function readAsked(
  asked: Asked,
  { capabilities }: Agent,
): { ok: true; value: Content } | { ok: false; message: string } {
  try {
    return { ok: true, value: readContent(asked.capability, asked.input, capabilities.tools) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { ok: false, message: `The input was refused and nothing was done. ${z.prettifyError(error)}` };
  }
}

/** Only what the guardrail itself says is passed on to the agent; people's reasons are told by `outcome/tell`. */
function reasonOf(action: Action): string | undefined {
  return action.state === 'blocked' || action.state === 'pending' ? action.judgement.rule : undefined;
}

/** Those whose provider has a dry run. */
const CAN_BE_TRIED: ReadonlySet<Capability> = new Set(['send_sms', 'make_call']);

const STATE_BY_VERDICT = { allow: 'allowed', ask: 'pending', block: 'blocked' } as const;

/** The guardrail's verdict; and what the provider is sure to refuse is not worth a person's time. */
async function judgeAndTry(
  { executors: { lambda, env } }: GateDeps,
  { conversation: { tainted } }: Asked,
  agent: Agent,
  content: Content,
): Promise<Judgement> {
  const { capability, input } = content;
  const judgement = judge(agent, content, { tainted });
  if (judgement.verdict === 'block' || !CAN_BE_TRIED.has(capability)) return judgement;
  const tried = await askDryRun(lambda, executorOf(env, capability), input);
  log.info('dry run', { capability, outcome: tried.dryRun, ...('code' in tried ? { code: tried.code } : {}) });
  if (tried.dryRun !== 'refused') return judgement;
  const refused = { rule: 'provider_refuses', verdict: 'block' } as const;
  return { ...refused, reasons: [...judgement.reasons, refused] };
}

function newAction(
  actionId: string,
  asked: Asked,
  agent: Agent,
  { content, judgement }: { content: Content; judgement: Judgement },
  now: Date,
): Action {
  const { agentId, conversationId, origin, tainted } = asked.conversation;
  const { canonical, hash } = sealContent(agentId, content);
  const createdAt = now.toISOString();
  const state = STATE_BY_VERDICT[judgement.verdict];
  return Action.parse({
    ...{ kind: 'action', actionId, agentId, agentName: agent.name, capability: content.capability },
    ...{ content: canonical, hash, summary: summarise(content), state, pv: 0, round: 1, judgement },
    ...{ origin, tainted, conversationId, runId: asked.runId, toolCallId: asked.toolCallId, createdAt },
    ...(state === 'pending' ? { pendingOf: pendingOf(agentId, actionId), pendingAt: `${createdAt}#${actionId}` } : {}),
    ...(state === 'allowed'
      ? { dueShard: dueShard(actionId), dueAt: new Date(now.getTime() + RUN_WITHIN_MS).toISOString() }
      : {}),
  });
}

/** Runs what was allowed and waits. If the call fails, stream and sweep still run it, so the ledger is asked anyway. */
async function runAllowed({ tables, executors, now }: GateDeps, action: Action): Promise<AgentOutcome> {
  const { actionId } = action;
  try {
    await runExecutor(executors, action.capability, guardrailKey(actionId));
  } catch (error) {
    log.error('executor could not be called', { actionId, ...errorFields(error) });
  }
  const until = now().getTime() + WAIT_MS;
  for (;;) {
    const rows = await readRows(tables, actionId);
    const folded = fold(rows);
    if (folded && isSettled(folded.row)) return agentOutcome(actionId, folded.state);
    if (now().getTime() >= until) return agentOutcome(actionId, 'allowed', 'not_heard_of_yet');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
