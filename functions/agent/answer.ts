import { generateText, type ModelMessage } from 'ai';
import { capabilityOf } from '#shared/action/capability-of.ts';
import type { Rules } from '#shared/action/read-rules.ts';
import { type GateDeps, requestAction } from '#shared/action/request-action.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import type { Conversation } from '#shared/agent/conversation.ts';
import {
  putOffAnswer,
  putOffFailed,
  readConversation,
  releaseLease,
  takeLease,
} from '#shared/agent/conversation-table.ts';
import { addStep, readMessages } from '#shared/agent/message-table.ts';
import { newId } from '#shared/ids.ts';
import { errorFields, log } from '#shared/log.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { ABOUT_DATA } from './data-block.ts';
import { languageModel, type ModelDeps } from './language-model.ts';
import { storableStep } from './storable-step.ts';
import { type NextStep, nextStep, toModelMessages } from './thread.ts';
import { toolResult } from './tool-result.ts';
import { toolsOf } from './tools.ts';
import { pauseBeforeTry, troubleOf } from './why-not-thought.ts';

export type AnswerDeps = GateDeps & { models: ModelDeps };

/** Longer than the function may run, so that a run that was cut off is not overtaken while it lives. */
export const LEASE_MS = 150_000;
const MAX_STEPS = 20;

/** Within the function's own time, with some left to store what was thought. */
const THINK_WITHIN_MS = 90_000;

/** How soon a conversation of a paused agent is looked at again: what came into it is answered once the agent goes on. */
const PAUSED_MS = 5 * 60_000;

/**
 * Lets an agent answer what came into its conversation: one run at a time, step by step, each step stored before the
 * next. Returns when nothing is left to answer, or at once when another run is at it.
 */
export async function answer(deps: AnswerDeps, conversationId: string): Promise<void> {
  const runId = newId('run');
  let conversation = await takeLease(deps.tables, conversationId, runId, deps.now(), LEASE_MS);
  if (!conversation) return log.info('conversation not taken', { conversationId, runId });
  log.info('run started', { conversationId, runId, agentId: conversation.agentId });
  for (let step = 0; conversation?.runId === runId; step++) {
    if (await takeStep(deps, conversation, step)) return log.info('run ended', { conversationId, runId, count: step });
    conversation = await readConversation(deps.tables, conversationId);
  }
  log.warn('run lost its conversation', { conversationId, runId });
}

/** One step; true when the run is over. A step that another message overtook is not stored and taken again. */
async function takeStep(deps: AnswerDeps, conversation: Conversation, step: number): Promise<boolean> {
  const { conversationId, agentId, runId = '' } = conversation;
  // Anew for each step: an agent that was paused meanwhile takes no other one.
  const [agent, messages] = await Promise.all([
    readAgent(deps.tables, agentId),
    readMessages(deps.tables, conversationId),
  ]);
  const seen = { ...conversation, lastSeq: messages.at(-1)?.seq ?? conversation.lastSeq };
  const next = nextStep(messages);
  if (!agent) log.warn('conversation has no agent any more', { conversationId, agentId });
  if (!agent || next.do === 'rest') return releaseLease(deps.tables, seen, runId);
  if (agent.paused) return putOffAnswer(deps.tables, seen, runId, new Date(deps.now().getTime() + PAUSED_MS));
  const made =
    next.do === 'call_tools'
      ? [await callTools(deps, agent, seen, next)]
      : storableStep(await thinkOrSayWhyNot(deps, agent, seen, { messages: toModelMessages(messages), step }));
  await addStep(deps.tables, seen, runId, JSON.stringify(made), deps.now());
  return false;
}

/**
 * What was thought. Where the model cannot, the conversation keeps how often that was, so that it is tried again later and
 * later and not for ever; at last the agent says why it stops, in place of an answer.
 */
async function thinkOrSayWhyNot(
  { models, tables, now }: AnswerDeps,
  agent: Agent,
  conversation: Conversation,
  asked: ToThink,
): Promise<ModelMessage[]> {
  // A moment old is new enough: the gate judges each call anew. Not tried below: a table that is busy is no fault of the model.
  const settings = await readSettings(tables, 'eventual');
  try {
    return await think(models, { agent, settings }, asked);
  } catch (error) {
    const { conversationId, runId = '', failures: before = 0 } = conversation;
    const failures = before + 1;
    const { why, tries } = troubleOf(error);
    log.error('agent could not think', {
      conversationId,
      agentId: agent.agentId,
      runId,
      count: failures,
      ...errorFields(error),
    });
    if (failures >= tries) return [{ role: 'assistant', content: `I cannot answer: ${why}. ${WHAT_TO_DO}` }];
    const until = new Date(now().getTime() + pauseBeforeTry(failures));
    await putOffFailed(tables, conversation, runId, { failures, until });
    throw error;
  }
}

const WHAT_TO_DO = 'Whoever may edit me can look at the settings of my model. I try again with the next message.';

type ToThink = { messages: ModelMessage[]; step: number };

async function think(
  models: ModelDeps,
  { agent, settings }: Rules,
  { messages, step }: ToThink,
): Promise<ModelMessage[]> {
  if (step >= MAX_STEPS)
    return [{ role: 'assistant', content: `I stop here: this took more than ${MAX_STEPS} steps.` }];
  const { response } = await generateText({
    model: await languageModel(models, agent.model),
    abortSignal: AbortSignal.timeout(THINK_WITHIN_MS),
    instructions: `${ABOUT_DATA}\n\n${agent.instructions}`,
    messages,
    tools: toolsOf(agent, settings),
  });
  // Of a call that fits no tool on offer the SDK says so itself; the gate says it, as of every other one.
  return response.messages.filter(({ role }) => role === 'assistant');
}

async function callTools(
  deps: GateDeps,
  agent: Agent,
  conversation: Conversation,
  { calls, runId, askedIn }: NextStep & { do: 'call_tools' },
): Promise<ModelMessage> {
  const content = [];
  for (const { toolCallId, toolName, input } of calls) {
    const named = capabilityOf(agent, toolName, input);
    const outcome = named && (await requestAction(deps, { conversation, askedIn, runId, toolCallId, ...named }));
    const value = outcome ? toolResult(outcome, calls.length) : NO_SUCH_TOOL;
    content.push({ type: 'tool-result' as const, toolCallId, toolName, output: { type: 'json' as const, value } });
  }
  return { role: 'tool', content };
}

const NO_SUCH_TOOL = { outcome: 'blocked', reason: 'unknown_capability', message: 'There is no such tool.' };
