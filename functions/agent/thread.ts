import type { AssistantModelMessage, ModelMessage, ToolCallPart, ToolModelMessage } from 'ai';
import type { Message } from '#shared/agent/conversation.ts';
import { dataBlock, withoutDataMarks } from './data-block.ts';

/** What a run has to do next in a conversation. */
export type NextStep =
  | { do: 'call_tools'; calls: ToolCallPart[]; runId: string; askedIn: number }
  | { do: 'think' }
  | { do: 'rest' };

/** Decided from the stored messages alone, so a run that takes over after a crash goes on where the last one ended. */
export function nextStep(messages: readonly Message[]): NextStep {
  const at = messages.findLastIndex(({ step }) => step && callsOf(step).length > 0);
  const calling = messages[at];
  const calls = calling?.step ? callsOf(calling.step) : [];
  // Only from the call on: some models give the same ids again.
  const answered = new Set(messages.slice(Math.max(0, at)).flatMap(({ step }) => (step ? resultIds(step) : [])));
  const open = calls.filter(({ toolCallId }) => !answered.has(toolCallId));
  if (open.length > 0 && calling?.runId) {
    return { do: 'call_tools', calls: open, runId: calling.runId, askedIn: calling.seq };
  }
  const last = messages.at(-1);
  const answeredAll = last?.step !== undefined && readStep(last.step).at(-1)?.role === 'assistant';
  return answeredAll ? { do: 'rest' } : { do: 'think' };
}

/**
 * The conversation as a model must see it. The results of tool calls follow their call at once, so a message that
 * came in between moves behind them.
 */
export function toModelMessages(messages: readonly Message[]): ModelMessage[] {
  const thread: ModelMessage[] = [];
  let waiting: ModelMessage[] = [];
  let open = 0;
  for (const message of messages) {
    if (message.direction === 'in') {
      (open > 0 ? waiting : thread).push(incoming(message));
      continue;
    }
    for (const step of readStep(message.step ?? '[]')) {
      thread.push(step);
      open += toolCalls(step).length - toolResults(step).length;
    }
    if (open > 0) continue;
    thread.push(...waiting);
    waiting = [];
  }
  return [...thread, ...waiting];
}

/** What a person says stands as it is, but for marks that would make it look like data. */
function incoming({ text = '', data, source = 'webhook' }: Message): ModelMessage {
  if (source === 'chat') return { role: 'user', content: withoutDataMarks(text) };
  return { role: 'user', content: data ? `${text}\n\n${dataBlock(source, data)}` : text };
}

export function readStep(step: string): ModelMessage[] {
  return JSON.parse(step) as ModelMessage[];
}

function callsOf(step: string): ToolCallPart[] {
  return readStep(step).flatMap(toolCalls);
}

function resultIds(step: string): string[] {
  return readStep(step).flatMap(toolResults);
}

export function toolCalls(message: ModelMessage): ToolCallPart[] {
  const { content } = message as AssistantModelMessage;
  if (message.role !== 'assistant' || typeof content === 'string') return [];
  return content.filter((part) => part.type === 'tool-call');
}

function toolResults(message: ModelMessage): string[] {
  if (message.role !== 'tool') return [];
  return (message as ToolModelMessage).content.flatMap((part) => (part.type === 'tool-result' ? part.toolCallId : []));
}
