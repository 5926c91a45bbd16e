import * as z from 'zod';
import { Capability } from '../action/capability.ts';
import { DecisionRequest } from '../approval/decision.ts';
import { ResolutionRequest } from '../approval/resolve.ts';
import { WithdrawalRequest } from '../approval/withdraw-waiting.ts';
import type { Routes } from './route.ts';

const PageQuery = z.object({
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'Use a number from 1 to 100.')
    .default('25')
    .transform(Number),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\x21-\x7e]{1,100})?$/, 'Give `next` of the page before.')
    .default(''),
  /** Of this agent only; one that you do not decide for has nothing for you. */
  agentId: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/)
    .optional(),
  order: z.enum(['oldest', 'newest']).default('oldest'),
  capability: Capability.optional(),
  /** Only what waits at least that long. */
  waitsHours: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'Use a number from 1 to 9999.')
    .transform(Number)
    .optional(),
});

export const listRoutes = {
  'GET /approvals': {
    summary: 'What waits for you, oldest first unless `order` says otherwise.',
    access: 'member',
    checkedInside: true,
    query: PageQuery,
    replies: { 200: z.unknown() },
  },
} satisfies Routes;

export const readRoutes = {
  'GET /approvals/{actionId}': {
    summary: 'One approval in full: what would be done, why it is asked, what happened so far.',
    access: 'approval_decide',
    checkedInside: true,
    replies: { 200: z.unknown() },
  },
} satisfies Routes;

/** Served by one function, since only one role may make the row of a decision, and withdrawing makes rows too. */
export const decideRoutes = {
  'POST /approvals/{actionId}/decision': {
    summary: 'Decides one approval: approve (perhaps edited), reject, withdraw, or send again.',
    access: 'approval_decide',
    checkedInside: true,
    rate: 100,
    body: DecisionRequest,
    replies: { 200: z.unknown() },
    refuses: ['ALREADY_DECIDED', 'CONTENT_CHANGED', 'NOT_PENDING', 'SAME_PERSON', 'TOO_LATE_TO_WITHDRAW'],
  },
  'POST /agents/{agentId}/withdrawal': {
    summary: 'Withdraws all of an agent that waits or has not begun.',
    access: 'agent_edit',
    checkedInside: true,
    rate: 10,
    body: WithdrawalRequest,
    replies: { 200: z.unknown() },
    refuses: ['CONFIRM_MISMATCH'],
  },
  'POST /workspace/withdrawal': {
    summary: 'Withdraws all of every agent that waits or has not begun.',
    access: 'admin',
    checkedInside: true,
    rate: 10,
    body: WithdrawalRequest,
    replies: { 200: z.unknown() },
    refuses: ['CONFIRM_MISMATCH'],
  },
} satisfies Routes;

export const resolveRoutes = {
  'POST /approvals/{actionId}/resolution': {
    summary: 'Says what you found out about an uncertain execution.',
    access: 'approval_decide',
    checkedInside: true,
    body: ResolutionRequest,
    replies: { 200: z.unknown() },
    refuses: ['NOT_UNCERTAIN'],
  },
} satisfies Routes;
