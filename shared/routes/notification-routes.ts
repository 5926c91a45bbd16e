import * as z from 'zod';
import { BellEntry } from '../notification/bell.ts';
import type { Routes } from './route.ts';

/** An entry as its person sees it; `id` is what `POST /notifications/read` takes. */
const BellItem = BellEntry.pick({
  actionId: true,
  agentId: true,
  agentName: true,
  round: true,
  summary: true,
  since: true,
  insteadOf: true,
  resolved: true,
}).extend({ id: z.string(), unread: z.boolean() });
export type BellItem = z.infer<typeof BellItem>;

const Notifications = z.object({
  /** Newest first. */
  items: z.array(BellItem),
  /** How many wait for somebody to decide, read or not; counted up to 50. */
  waiting: z.number().int(),
  /** How many of those the person has not read; counted up to 50. */
  unread: z.number().int(),
  /** More wait than were counted. */
  more: z.boolean(),
  /** For admins: approvals that nobody could be told of. Absent where there are none. */
  banner: z
    .object({ kind: z.literal('nobody_told'), waiting: z.number().int(), agents: z.array(z.string()) })
    .optional(),
});
export type Notifications = z.infer<typeof Notifications>;

const EntryId = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\x21-\x7e]{1,100}#\d{1,6}$/, 'Give the `id` of an entry.');

/** Which entries were read: these, or all that there are by now. */
export const ReadRequest = z.union([
  z.strictObject({ ids: z.array(EntryId).min(1).max(50) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type ReadRequest = z.infer<typeof ReadRequest>;

/** Reading and marking are two functions: what a GET starts may write nothing. */
export const bellRoutes = {
  'GET /notifications': {
    summary: 'Your bell entries. Ask every 2 seconds with `If-None-Match`: 304 where nothing changed.',
    access: 'member',
    replies: { 200: Notifications, 304: 'text/plain' },
  },
} satisfies Routes;

export const bellReadRoutes = {
  'POST /notifications/read': {
    summary: 'Marks bell entries as read; what waits goes on waiting.',
    access: 'member',
    body: ReadRequest,
    replies: { 200: z.object({ waiting: z.number().int(), unread: z.number().int(), more: z.boolean() }) },
  },
} satisfies Routes;

/** What the link at the end of an email opens, and what mail programs call by themselves (RFC 8058). */
export const unsubscribePageRoutes = {
  'GET /unsubscribe/{token}': {
    summary: 'A page with one button. It changes nothing: programs open links too.',
    access: 'anyone',
    replies: { 200: 'text/html' },
  },
} satisfies Routes;

export const unsubscribeRoutes = {
  'POST /unsubscribe/{token}': {
    summary: 'Turns off emails for the person whom the link was sent to.',
    access: 'mailed_link',
    rate: 10,
    replies: { 200: 'text/html' },
  },
} satisfies Routes;
