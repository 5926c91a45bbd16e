import * as z from 'zod';
import { HoldRequest } from '../workspace/hold.ts';
import { SettingsChange, WorkspaceSettings } from '../workspace/settings.ts';
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

const SettingsView = WorkspaceSettings.omit({ kind: true });

export const settingsRoutes = {
  'GET /workspace/settings': {
    summary: 'What holds for every agent: hold, toggles, who may be invited, and what notices say.',
    access: 'admin',
    replies: { 200: SettingsView },
  },
  'PUT /workspace/settings': {
    summary: 'Changes it, but for hold and the toggles of teams.',
    access: 'admin',
    body: SettingsChange,
    replies: { 200: SettingsView },
    refuses: ['VERSION_CONFLICT'],
  },
} satisfies Routes;
