import * as z from 'zod';
import { ActionState, Origin } from '../action/action.ts';
import { Capability } from '../action/capability.ts';
import { ChatMessage } from '../agent/chat-message.ts';
import { Trigger } from '../agent/conversation.ts';
import { PageBefore, PageLimit } from './page-query.ts';
import type { Routes } from './route.ts';

/** An action as it stands now. */
const ActionNow = z.object({
  actionId: z.string(),
  capability: Capability,
  summary: z.string(),
  /** As lists show it; the card reads the ledger. */
  state: ActionState,
  round: z.number().int(),
  verdict: z.enum(['allow', 'ask', 'block']),
  rule: z.string(),
});
export type ActionNow = z.infer<typeof ActionNow>;

/** `seq` is of the message that it is from; a message may hold several entries. */
const entry = { seq: z.number().int(), at: z.iso.datetime() };

/** One thing that happened in a conversation, in order. */
export const ConversationEntry = z.discriminatedUnion('kind', [
  /** `chat`: a person's own words. Otherwise `text` is ours, and `data` JSON from outside. `action`: whose outcome it tells. */
  z.object({
    ...{ kind: z.literal('incoming'), ...entry, source: z.string(), text: z.string() },
    ...{ data: z.unknown().optional(), action: ActionNow.optional() },
  }),
  /** The agent's own words: not verified. */
  z.object({ kind: z.literal('said'), ...entry, text: z.string() }),
  /** A tool call; `action` once the gate has stored what it asks for. */
  z.object({
    ...{ kind: z.literal('asked'), ...entry, toolCallId: z.string(), tool: z.string(), input: z.unknown() },
    action: ActionNow.optional(),
  }),
  /** What the agent was told of that tool call. */
  z.object({ kind: z.literal('answered'), ...entry, toolCallId: z.string(), outcome: z.unknown() }),
]);
export type ConversationEntry = z.infer<typeof ConversationEntry>;

const about = {
  conversationId: z.string(),
  agentId: z.string(),
  /** What it is about: the first words of a chat, the name of what else started it. */
  title: z.string(),
  origin: Origin,
  trigger: Trigger,
  tainted: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Number of its newest message. */
  lastSeq: z.number().int(),
};

export const ShownConversation = z.object({
  ...about,
  agentName: z.string(),
  /** Whose chat it is. */
  personId: z.string().optional(),
  /** Whether you may write in it, and decide on what is asked for in it. */
  mayWrite: z.boolean(),
  mayDecide: z.boolean(),
  /**
   * `answering`: the agent has something to answer or is at it; `delayed`: that has taken minutes, and is tried again.
   * `waiting`: for people. `paused`: it answers nothing now.
   */
  state: z.enum(['answering', 'delayed', 'waiting', 'idle', 'paused']),
  entries: z.array(ConversationEntry),
  /** Messages before them that are left out, where all would be more than one answer can hold. */
  earlier: z.number().int().optional(),
});
export type ShownConversation = z.infer<typeof ShownConversation>;

const ConversationItem = z.object({
  ...about,
  personId: z.string().optional(),
  lastAt: z.iso.datetime(),
  /** Whether the agent has something to answer in it, or is at it. */
  isAnswering: z.boolean(),
});
export type ConversationItem = z.infer<typeof ConversationItem>;

const ConversationList = z.object({
  items: z.array(ConversationItem),
  /** Give it as `after` to get older ones; absent on the last page. */
  next: z.string().optional(),
});
export type ConversationList = z.infer<typeof ConversationList>;

const Taken = z.object({
  conversationId: z.string(),
  /** This message was taken before, and is not taken twice. */
  duplicate: z.boolean(),
});
export type Taken = z.infer<typeof Taken>;

export const conversationRoutes = {
  'GET /agents/{agentId}/conversations': {
    summary:
      'Chats with an agent, or its background runs, newest first. Who may only use the agent sees their own chats.',
    access: 'agent_use',
    query: z.object({
      origin: Origin.default('chat'),
      /** Of background runs: only those that a trigger of this kind started. */
      trigger: Trigger.shape.kind.exclude(['chat']).optional(),
      after: PageBefore,
      limit: PageLimit,
    }),
    replies: { 200: ConversationList },
  },
  'GET /conversations/{conversationId}': {
    summary:
      'A conversation, message by message. With `wait` it answers once there is one after `after`, or time is up.',
    access: 'conversation',
    checkedInside: true,
    query: z.object({
      /** `lastSeq` of what you have: only what came later is sent. */
      after: z
        .string()
        .regex(/^\d{1,8}$/, 'Give `lastSeq` of the answer before.')
        .default('0')
        .transform(Number),
      /** Seconds to wait for something newer than `after`. */
      wait: z
        .string()
        .regex(/^(1?\d|20)$/, 'Use a number from 0 to 20.')
        .default('0')
        .transform(Number),
    }),
    replies: { 200: ShownConversation },
  },
} satisfies Routes;

export const chatRoutes = {
  'POST /agents/{agentId}/conversations': {
    summary: 'Starts a chat with an agent. The same `messageId` starts nothing a second time.',
    access: 'agent_use',
    rate: 20,
    body: ChatMessage,
    replies: { 202: Taken },
    refuses: ['AGENT_PAUSED'],
  },
  'POST /conversations/{conversationId}/messages': {
    summary: 'Says something more in your chat. The same `messageId` is taken once.',
    access: 'own_chat',
    checkedInside: true,
    rate: 20,
    body: ChatMessage,
    replies: { 202: Taken },
    refuses: ['AGENT_PAUSED'],
  },
} satisfies Routes;
