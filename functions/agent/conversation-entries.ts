import type { AssistantModelMessage, ModelMessage, ToolModelMessage } from 'ai';
import * as z from 'zod';
import type { Action } from '#shared/action/action.ts';
import type { Message } from '#shared/agent/conversation.ts';
import { derivedId } from '#shared/ids.ts';
import type { ActionNow, ConversationEntry as Entry } from '#shared/routes/conversation-routes.ts';
import { readStep, toolCalls } from './thread.ts';

type Actions = ReadonlyMap<string, Action>;
type Source = Pick<Message, 'seq' | 'at' | 'runId'>;

const AboutAction = z.object({ actionId: z.string() });

/** Ids of the actions that a message asks for, or tells the outcome of. */
export function actionIdsOf({ direction, source, data = '{}', step = '[]', runId }: Message): string[] {
  if (direction === 'step') {
    return readStep(step)
      .flatMap(toolCalls)
      .map(({ toolCallId }) => derivedId('act', runId ?? '', toolCallId));
  }
  const about = source === 'outcome' ? AboutAction.safeParse(JSON.parse(data)).data : undefined;
  return about ? [about.actionId] : [];
}

/** What people are shown of a message, with the actions that it is about as they are now. */
export function toEntries(message: Message, actions: Actions): Entry[] {
  const { seq, at, direction, source = 'webhook', text = '', data, step = '[]' } = message;
  if (direction === 'step') return readStep(step).flatMap((said) => stepEntries(said, message, actions));
  const action = actions.get(actionIdsOf(message)[0] ?? '');
  return [
    {
      ...{ kind: 'incoming', seq, at, source, text, ...(data ? { data: JSON.parse(data) } : {}) },
      ...(action ? { action: asNow(action) } : {}),
    },
  ];
}

function stepEntries(said: ModelMessage, source: Source, actions: Actions): Entry[] {
  if (said.role === 'tool') return answers(said, source);
  return said.role === 'assistant' ? words(said, source, actions) : [];
}

function words({ content }: AssistantModelMessage, { seq, at, runId = '' }: Source, actions: Actions): Entry[] {
  if (typeof content === 'string') return [{ kind: 'said', seq, at, text: content }];
  return content.flatMap((part): Entry[] => {
    if (part.type === 'text') return part.text ? [{ kind: 'said', seq, at, text: part.text }] : [];
    if (part.type !== 'tool-call') return [];
    const { toolCallId, toolName: tool, input } = part;
    const action = actions.get(derivedId('act', runId, toolCallId));
    return [{ kind: 'asked', seq, at, toolCallId, tool, input, ...(action ? { action: asNow(action) } : {}) }];
  });
}

function answers({ content }: ToolModelMessage, { seq, at }: Source): Entry[] {
  return content.flatMap((part): Entry[] => {
    if (part.type !== 'tool-result') return [];
    const outcome = 'value' in part.output ? part.output.value : part.output.type;
    return [{ kind: 'answered', seq, at, toolCallId: part.toolCallId, outcome }];
  });
}

function asNow({ actionId, capability, summary, state, round, judgement }: Action): ActionNow {
  return { actionId, capability, summary, state, round, verdict: judgement.verdict, rule: judgement.rule };
}
