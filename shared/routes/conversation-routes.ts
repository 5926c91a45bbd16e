import * as z from 'zod';
import type { Routes } from './route.ts';

export const conversationRoutes = {
  'GET /conversations/{conversationId}': {
    summary: 'A conversation, message by message.',
    access: 'conversation',
    checkedInside: true,
    replies: { 200: z.unknown() },
  },
} satisfies Routes;
