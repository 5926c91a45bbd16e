import * as z from 'zod';
import { HoldRequest } from '../workspace/hold.ts';
import type { Routes } from './route.ts';

export const meRoutes = {
  'GET /me': { summary: 'Who you are here.', access: 'member', replies: { 200: z.unknown() } },
} satisfies Routes;

export const holdRoutes = {
  'POST /agents/{agentId}/hold': {
    summary: 'Holds an agent, or releases it: while held, nothing of it begins and nothing is lost.',
    access: 'agent_edit',
    checkedInside: true,
    body: HoldRequest,
    replies: { 200: z.unknown() },
  },
  'POST /workspace/hold': {
    summary: 'The same for every agent.',
    access: 'admin',
    checkedInside: true,
    body: HoldRequest,
    replies: { 200: z.unknown() },
  },
} satisfies Routes;
