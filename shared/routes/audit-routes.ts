import * as z from 'zod';
import { AuditEntry } from '../approval/audit.ts';
import type { Routes } from './route.ts';

export const auditRoutes = {
  'GET /approvals/{actionId}/audit': {
    summary: 'The story of an action: what happened, in order, by whom, and from where they decided.',
    access: 'approval_decide',
    checkedInside: true,
    replies: { 200: z.object({ actionId: z.string(), entries: z.array(AuditEntry) }) },
  },
  'GET /audit': {
    summary: 'All actions that were asked for in a month, with what became of them: one JSON object a line.',
    access: 'admin',
    rate: 10,
    query: z.object({
      month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Give a month, such as 2026-11.'),
      /** The header `countersign-next` of the page before. */
      after: z
        .string()
        .regex(/^[\x21-\x7e]{0,250}$/, 'Give the header `countersign-next` of the page before.')
        .default(''),
    }),
    replies: { 200: 'application/x-ndjson' },
  },
} satisfies Routes;
