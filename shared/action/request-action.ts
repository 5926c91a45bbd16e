import * as z from 'zod';
import type { Agent } from '../agent/agent.ts';
import { askDryRun } from '../execution/ask-dry-run.ts';
import { executorOf } from '../execution/invoke-executor.ts';
import { type CheckFile, requireStoredFiles } from '../files/require-stored-files.ts';
import { type Judgement, withReason } from '../guardrail/guardrail.ts';
import { judge } from '../guardrail/judge.ts';
import { derivedId } from '../ids.ts';
import { fewIssues } from '../invalid-request.ts';
import { log } from '../log.ts';
import type { Action } from './action.ts';
import { createAction } from './action-table.ts';
import type { Capability } from './capability.ts';
import { type Content, readContent } from './content.ts';
import { countUse } from './count-use.ts';
import { type Asked, newAction } from './new-action.ts';
import { type AgentOutcome, agentOutcome } from './outcome.ts';
import { type Rules, readRules } from './read-rules.ts';
import { type RunDeps, runAllowed } from './run-allowed.ts';
import { hasEnded, outcomeNow } from './told-outcome.ts';
import { turnAway } from './too-many-pending.ts';

export type GateDeps = RunDeps & { checkFile: CheckFile; systemSender: string };

/** Characters. A model gives these ids, and they are stored with the action. */
const MAX_CALL_ID = 200;

/** Characters: what is wrong with an input quotes its keys, and has to fit into the agent's conversation. */
const MAX_MESSAGE = 2_000;

/**
 * The gate: every action of every agent comes through here. Reads the settings, judges, counts, stores the action, and runs
 * it only if the guardrail said `allow`. Answers with one stable outcome.
 */
export async function requestAction(deps: GateDeps, asked: Asked): Promise<AgentOutcome> {
  const actionId = derivedId('act', asked.runId, asked.toolCallId);
  const read = await readRules(deps.tables, asked.conversation.agentId);
  if ('blocked' in read) return agentOutcome(actionId, 'blocked', read.blocked);
  const content = readAsked(asked, read.agent);
  if (!content.ok) return { ...agentOutcome(actionId, 'failed', 'invalid_input'), message: content.message };
  const judged = await judgeAndTry(deps, asked, read, content.value);
  // What is turned away was not used, so it is not counted; what asks only because of its count is turned away after.
  const turnedAway = await turnAway(deps.tables, read.agent, actionId, undefined, judged);
  if (turnedAway) return turnedAway;
  const judgement = await countUse(deps, actionId, { ...read, content: content.value, judgement: judged });
  const turnedAwayNow = await turnAway(deps.tables, read.agent, actionId, judged, judgement);
  if (turnedAwayNow) return turnedAwayNow;
  const action = newAction(actionId, asked, read.agent, { content: content.value, judgement }, deps.now());
  const earlier = await createAction(deps.tables, action);
  if (earlier && !isSameRequest(earlier, action)) return agentOutcome(actionId, 'failed', 'idempotency_conflict');
  const stored = earlier ?? action;
  log.info('action requested', {
    actionId,
    agentId: read.agent.agentId,
    capability: stored.capability,
    state: stored.state,
  });
  // An agent elsewhere that repeats a request may have lost the answer, and no message says it again.
  const known = earlier && asked.elsewhere ? await outcomeNow(deps.tables, earlier) : undefined;
  if (known && hasEnded(known)) return known;
  if (wasAllowed(stored)) return runAllowed(deps, stored, earlier !== undefined);
  return known ?? firstAnswer(stored);
}

function readAsked(
  asked: Asked,
  { capabilities }: Agent,
): { ok: true; value: Content } | { ok: false; message: string } {
  const { toolCallId } = asked;
  if (toolCallId.length > MAX_CALL_ID || !toolCallId.isWellFormed())
    return {
      ok: false,
      message: `The id of a tool call has at most ${MAX_CALL_ID} characters, none of them cut in half.`,
    };
  try {
    return { ok: true, value: readContent(asked.capability, asked.input, capabilities.tools) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const what = z
      .prettifyError(new z.ZodError(fewIssues(error.issues)))
      .slice(0, MAX_MESSAGE)
      .toWellFormed();
    return { ok: false, message: `The input was refused and nothing was done. ${what}` };
  }
}

/** What the agent asked for, which a person may have edited since. */
function isSameRequest(earlier: Action, { agentId, capability, content }: Action): boolean {
  return (
    earlier.agentId === agentId &&
    earlier.capability === capability &&
    (earlier.proposed ?? earlier.content) === content
  );
}

/** By the guardrail, when it was asked for. An edit by a person is judged anew, which says nothing of that. */
function wasAllowed({ judgement, edited }: Action): boolean {
  return judgement.verdict === 'allow' && !edited;
}

/**
 * What the agent is told of what was not allowed: the same whenever this tool call comes, since what people decide is told
 * by `outcome/tell`, once. Only what the guardrail itself said goes along.
 */
function firstAnswer({ actionId, state, judgement, edited }: Action): AgentOutcome {
  return agentOutcome(actionId, state === 'blocked' ? 'blocked' : 'pending', edited ? undefined : judgement.rule);
}

/** Those whose provider has a dry run. */
const CAN_BE_TRIED: ReadonlySet<Capability> = new Set(['send_sms', 'make_call']);

/** The guardrail's verdict; and what could not be sent, or is sure to be refused, is not worth a person's time. */
async function judgeAndTry(
  { executors: { lambda, env }, checkFile, systemSender, now }: GateDeps,
  { conversation: { tainted } }: Asked,
  { agent, settings }: Rules,
  content: Content,
): Promise<Judgement> {
  const { capability, input } = content;
  const judgement = judge(agent, content, { tainted, systemSender, settings, now: now() });
  if (judgement.verdict === 'block') return judgement;
  if (content.capability === 'send_email')
    return requireStoredFiles(checkFile, content.input.attachments ?? [], judgement);
  if (!CAN_BE_TRIED.has(capability)) return judgement;
  const tried = await askDryRun(lambda, executorOf(env, capability), input);
  log.info('dry run', { capability, outcome: tried.dryRun, ...('code' in tried ? { code: tried.code } : {}) });
  if (tried.dryRun !== 'refused') return judgement;
  return withReason(judgement, { rule: 'provider_refuses', verdict: 'block' });
}
