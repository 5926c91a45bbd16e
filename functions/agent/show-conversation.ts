import type { AssistantModelMessage, ModelMessage, ToolModelMessage } from 'ai';
import { readAgent } from '#shared/agent/agent-table.ts';
import type { Message, Trigger } from '#shared/agent/conversation.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { readMessages } from '#shared/agent/message-table.ts';
import { AppError } from '#shared/errors.ts';
import { mayDecide } from '#shared/people/access.ts';
import type { Caller } from '#shared/people/caller.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { WorkTable } from '#shared/tables.ts';
import { readStep } from './thread.ts';

/** One thing that happened in a conversation, in order. */
type Entry =
  /** `data` is JSON from outside. */
  | { kind: 'incoming'; at: string; source: string; text: string; data?: unknown }
  /** The agent's own words: not verified. */
  | { kind: 'said'; at: string; text: string }
  | { kind: 'asked'; at: string; toolCallId: string; tool: string; input: unknown }
  /** What the agent was told of that tool call. */
  | { kind: 'answered'; at: string; toolCallId: string; outcome: unknown };

export type ShownConversation = {
  conversationId: string;
  agentId: string;
  trigger: Trigger;
  entries: Entry[];
  /** Messages before them that are left out, where all would be more than one answer can hold. */
  earlier?: number;
};

/** Bytes of messages. Lambda passes on 6 MB, and JSON inside its answer is escaped once more. */
const MAX_SHOWN = 2_500_000;

/** A conversation for those who decide on its agent's actions. Refuses others with NOT_FOUND. */
export async function showConversation(
  tables: WorkTable,
  by: Caller,
  conversationId: string,
): Promise<ShownConversation> {
  const [person, conversation] = await Promise.all([
    requireMember(tables, by.personId),
    readConversation(tables, conversationId),
  ]);
  const agent = conversation && (await readAgent(tables, conversation.agentId));
  if (!conversation || !agent || !mayDecide(person, agent)) throw new AppError('NOT_FOUND');
  const messages = await readMessages(tables, conversationId);
  const shown = newest(messages);
  const earlier = messages.length - shown.length;
  return {
    conversationId,
    agentId: agent.agentId,
    trigger: conversation.trigger,
    entries: shown.flatMap(toEntries),
    ...(earlier > 0 ? { earlier } : {}),
  };
}

function newest(messages: Message[]): Message[] {
  let bytes = 0;
  const from = messages.findLastIndex(({ text = '', data = '', step = '' }) => {
    bytes += Buffer.byteLength(text + data + step);
    return bytes > MAX_SHOWN;
  });
  return messages.slice(from + 1);
}

function toEntries({ at, direction, source = 'webhook', text = '', data, step = '[]' }: Message): Entry[] {
  if (direction === 'step') return readStep(step).flatMap((message) => stepEntries(message, at));
  return [{ kind: 'incoming', at, source, text, ...(data ? { data: JSON.parse(data) } : {}) }];
}

function stepEntries(message: ModelMessage, at: string): Entry[] {
  if (message.role === 'tool') return answers(message, at);
  return message.role === 'assistant' ? words(message, at) : [];
}

function words({ content }: AssistantModelMessage, at: string): Entry[] {
  if (typeof content === 'string') return [{ kind: 'said', at, text: content }];
  return content.flatMap((part): Entry[] => {
    if (part.type === 'text') return part.text ? [{ kind: 'said', at, text: part.text }] : [];
    if (part.type !== 'tool-call') return [];
    return [{ kind: 'asked', at, toolCallId: part.toolCallId, tool: part.toolName, input: part.input }];
  });
}

function answers({ content }: ToolModelMessage, at: string): Entry[] {
  return content.flatMap((part): Entry[] => {
    if (part.type !== 'tool-result') return [];
    const outcome = 'value' in part.output ? part.output.value : part.output.type;
    return [{ kind: 'answered', at, toolCallId: part.toolCallId, outcome }];
  });
}
