import type { Routes } from './route.ts';

export const pageRoutes = {
  'GET /': { summary: 'The console.', access: 'anyone', replies: { 200: 'text/html' } },
  'GET /console/{proxy+}': {
    summary: "The console's files, and what it must know to sign people in.",
    access: 'anyone',
    replies: { 200: '*/*', 304: '*/*' },
  },
} satisfies Routes;
