import * as z from 'zod';
import { Unreachable } from '../notification/mail-state.ts';
import { Person } from '../people/person.ts';
import { Preferences } from '../people/preferences.ts';
import { HoldRequest } from '../workspace/hold.ts';
import { SettingsChange, WorkspaceSettings } from '../workspace/settings.ts';
import type { Routes } from './route.ts';

const Me = Person.pick({ personId: true, name: true, email: true, role: true, teams: true })
  .extend(Preferences.shape)
  .extend({
    /** Since when emails do not reach the person, and why. Changing or confirming the preferences clears it. */
    unreachable: Unreachable.omit({ address: true }).nullable(),
  });
export type Me = z.infer<typeof Me>;

export const meRoutes = {
  'GET /me': { summary: 'Who you are here, and how you want to be told.', access: 'member', replies: { 200: Me } },
} satisfies Routes;

export const preferencesRoutes = {
  'PUT /me/preferences': {
    summary: 'How you want to be told: emails, muted agents, and who stands in for you while you are away.',
    access: 'member',
    body: Preferences,
    replies: { 200: Me },
    refuses: ['CANNOT_STAND_IN'],
  },
} satisfies Routes;

export const holdRoutes = {
  'POST /agents/{agentId}/hold': {
    summary: 'Holds an agent, or releases it: while held, nothing of it begins and nothing is lost.',
    access: 'agent_edit',
    checkedInside: true,
    body: HoldRequest,
    replies: { 200: z.object({ agentId: z.string(), hold: z.boolean() }) },
  },
  'POST /workspace/hold': {
    summary: 'The same for every agent.',
    access: 'admin',
    checkedInside: true,
    body: HoldRequest,
    replies: { 200: z.object({ hold: z.boolean() }) },
  },
} satisfies Routes;

const SettingsView = WorkspaceSettings.omit({ kind: true });

export const settingsReadRoutes = {
  'GET /workspace/settings': {
    summary: 'What holds for every agent: hold, toggles, who may be invited, and what notices say.',
    access: 'admin',
    replies: { 200: SettingsView },
  },
} satisfies Routes;

export const settingsRoutes = {
  'PUT /workspace/settings': {
    summary: 'Changes it, but for hold and the toggles of teams.',
    access: 'admin',
    body: SettingsChange,
    replies: { 200: SettingsView },
    refuses: ['VERSION_CONFLICT'],
  },
} satisfies Routes;
