import * as z from 'zod';
import type { Routes } from './route.ts';

export const webhookRoutes = {
  'POST /hooks/{triggerId}': {
    summary: 'Starts an agent (Standard Webhooks: signed, each id once).',
    access: 'signature',
    rate: 200,
    replies: { 202: z.object({ conversationId: z.string(), duplicate: z.boolean() }) },
    refuses: ['BAD_SIGNATURE'],
  },
} satisfies Routes;
