import type * as z from 'zod';
import { APPROVAL_REPLIES } from '#shared/routes/approval-replies.ts';
import type { Route } from '#shared/routes/route.ts';

/** Replies that the table leaves open, so that functions on the way of a decision do not carry their schemas along. */
const APART: Record<string, Record<number, z.ZodType>> = APPROVAL_REPLIES;

/** What a route answers when it does what it was asked to, by status. */
export function repliesOf(key: string, route: Route): [status: string, content: z.ZodType | string][] {
  return Object.entries({ ...route.replies, ...APART[key] });
}
