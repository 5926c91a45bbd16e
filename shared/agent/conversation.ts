import * as z from 'zod';
import { Origin } from '../action/action.ts';

/** What started a conversation, and what is known of who was behind it; shown to approvers. */
export const Trigger = z.object({
  kind: z.enum(['webhook', 'email', 'schedule', 'event', 'chat', 'api']),
  triggerId: z.string(),
  name: z.string(),
  /** Address of the mail's sender, source of the event. */
  sender: z.string().optional(),
  /** What vouches for the sender: a signature, SES's DMARC verdict, this workspace itself; or nothing. */
  authentication: z.enum(['signature', 'dmarc_pass', 'workspace', 'none']).optional(),
  /** A person tried the trigger out. */
  test: z.literal(true).optional(),
});
export type Trigger = z.infer<typeof Trigger>;

/** The thread an agent works in. Item `CONVERSATION#<id>` / `PROFILE` of *work*. */
export const Conversation = z.object({
  kind: z.literal('conversation'),
  conversationId: z.string(),
  agentId: z.string(),
  origin: Origin,
  /** Whether what started it could not be vouched for; what its runs ask for is then never just allowed. */
  tainted: z.boolean(),
  trigger: Trigger,
  /** What it is about, in a few words: of a chat the first ones, else the name of what started it. */
  title: z.string().optional(),
  /** Whose chat it is. */
  chatPersonId: z.string().optional(),
  /** Number of the newest message; messages are numbered from 1 without gaps. */
  lastSeq: z.number().int().positive(),
  /** The run that holds the conversation, and until when nobody else may take it. */
  runId: z.string().optional(),
  leaseUntil: z.string().optional(),
  /** How often in a row its agent's model could not answer; gone with the next step. */
  failures: z.number().int().positive().optional(),
  createdAt: z.iso.datetime(),
  /** When the newest message came. */
  lastAt: z.iso.datetime().optional(),
  historyOf: z.string().optional(),
  historyAt: z.string().optional(),
  dueShard: z.string().optional(),
  dueAt: z.string().optional(),
});
export type Conversation = z.infer<typeof Conversation>;

/** Where an incoming message came from: from outside, from the outcome of one of the agent's actions, or a person in chat. */
const MessageSource = z.enum(['webhook', 'email', 'schedule', 'event', 'outcome', 'chat']);

/** One message. Item `CONVERSATION#<id>` / `MESSAGE#<seq>` of *work*. */
export const Message = z.object({
  kind: z.literal('message'),
  conversationId: z.string(),
  agentId: z.string(),
  seq: z.number().int().positive(),
  /** `in` is what the agent must answer; `step` is what a run of it did. */
  direction: z.enum(['in', 'step']),
  /** In words that are ours, or of the person who chats; never text from outside. */
  text: z.string().optional(),
  /** JSON from outside, passed on as data and marked as such. */
  data: z.string().optional(),
  source: MessageSource.optional(),
  /** A step: the model's message or the results of its tool calls, as the AI SDK shapes them (JSON). */
  step: z.string().optional(),
  runId: z.string().optional(),
  at: z.iso.datetime(),
});
export type Message = z.infer<typeof Message>;

export type IncomingMessage = { text: string; data?: string; source: z.infer<typeof MessageSource> };

export const MAX_SEQ = 99_999_999;

/** Sort key of a message: sorts as its number does, up to {@link MAX_SEQ}. */
export function messageSortKey(seq: number): string {
  return `MESSAGE#${String(seq).padStart(8, '0')}`;
}

/** Index key of an agent's conversations by what started them, for lists. */
export function conversationsOf(agentId: string, trigger: Trigger['kind']): string {
  return `conversations#${agentId}#${trigger}`;
}

/** Partition of the items `<time>#<conversation>` that list a person's own chats with an agent. */
export function chatsOf(personId: string, agentId: string): string {
  return `CHATS#${personId}#${agentId}`;
}
