import * as z from 'zod';
import type { Routes } from './route.ts';

export const bellRoutes = {
  'GET /notifications': { summary: 'Your bell entries.', access: 'member', replies: { 200: z.unknown() } },
} satisfies Routes;
