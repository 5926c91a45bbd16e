import * as z from 'zod';
import { Founding, Invitation, RoleChange } from '../people/invitation.ts';
import { Role } from '../people/person.ts';
import { MemberRole, TeamName } from '../people/team.ts';
import { Toggles } from '../workspace/settings.ts';
import type { Routes } from './route.ts';

const TeamRoles = z.record(z.string(), Role);

const PersonView = z.object({
  personId: z.string(),
  name: z.string(),
  /** Shown to admins, as are role and teams. */
  email: z.string().optional(),
  role: Role.optional(),
  teams: TeamRoles.optional(),
});
export type PersonView = z.infer<typeof PersonView>;

export const peopleReadRoutes = {
  'GET /people': {
    summary: 'Who is in the workspace: names for everybody, addresses and roles for admins.',
    access: 'member',
    replies: { 200: z.object({ people: z.array(PersonView) }) },
  },
} satisfies Routes;

export const peopleRoutes = {
  'POST /people': {
    summary: 'Invites a person: they get an email, and are a member from then on.',
    access: 'admin',
    rate: 10,
    body: Invitation,
    replies: { 201: PersonView },
    refuses: ['DOMAIN_NOT_ALLOWED', 'PERSON_EXISTS', 'VERSION_CONFLICT'],
  },
  'PUT /people/{personId}': {
    summary: "Changes a person's role in the workspace.",
    access: 'admin',
    body: RoleChange,
    replies: { 200: PersonView },
    refuses: ['LAST_ADMIN', 'VERSION_CONFLICT'],
  },
  'DELETE /people/{personId}': {
    summary: 'Removes a person: from the next request on they may do nothing here, and they cannot sign in.',
    access: 'admin',
    replies: { 200: z.object({ personId: z.string() }) },
    refuses: ['LAST_ADMIN', 'VERSION_CONFLICT'],
  },
} satisfies Routes;

/** By a function of its own, which alone can make settings and a first admin. */
export const foundRoutes = {
  'POST /workspace': {
    summary: 'Sets up the workspace, once: you are its first admin, if the deployment names your address.',
    access: 'first_admin',
    checkedInside: true,
    rate: 10,
    body: Founding,
    replies: { 201: PersonView },
    refuses: ['WORKSPACE_EXISTS'],
  },
} satisfies Routes;

const TeamEntry = z.object({ teamId: z.string(), name: z.string(), role: Role.optional() });
export type TeamEntry = z.infer<typeof TeamEntry>;

const TeamView = TeamEntry.extend({
  members: z.array(z.object({ personId: z.string(), name: z.string(), role: Role })),
  agents: z.array(z.object({ agentId: z.string(), name: z.string() })),
  capabilities: Toggles,
  /** Of the workspace's settings, where the toggles stand: goes back with a change of them. */
  settingsVersion: z.number().int(),
});
export type TeamView = z.infer<typeof TeamView>;

export const teamReadRoutes = {
  'GET /teams': {
    summary: 'Your teams, and your role in each; for admins all of them.',
    access: 'member',
    replies: { 200: z.object({ teams: z.array(TeamEntry) }) },
  },
  'GET /teams/{teamId}': {
    summary: 'A team: who is in it, which agents belong to it, and its toggles.',
    access: 'team_member',
    replies: { 200: TeamView },
  },
} satisfies Routes;

export const teamRoutes = {
  'POST /teams': {
    summary: 'Makes a team.',
    access: 'admin',
    body: TeamName,
    replies: { 201: TeamEntry },
    refuses: ['TOO_MANY'],
  },
  'PUT /teams/{teamId}': {
    summary: 'Renames a team.',
    access: 'team_admin',
    body: TeamName,
    replies: { 200: TeamEntry },
  },
  'DELETE /teams/{teamId}': {
    summary: 'Deletes a team that no agent belongs to.',
    access: 'admin',
    replies: { 200: z.object({ teamId: z.string() }) },
    refuses: ['TEAM_HAS_AGENTS'],
  },
  'PUT /teams/{teamId}/members/{personId}': {
    summary: 'Puts a person into a team, or changes their role in it.',
    access: 'team_admin',
    body: MemberRole,
    replies: { 200: z.object({ teamId: z.string(), personId: z.string(), role: Role }) },
    refuses: ['TOO_MANY', 'VERSION_CONFLICT'],
  },
  'DELETE /teams/{teamId}/members/{personId}': {
    summary: 'Takes a person out of a team.',
    access: 'team_admin',
    replies: { 200: z.object({ teamId: z.string(), personId: z.string() }) },
  },
  'PUT /teams/{teamId}/capabilities': {
    summary: "Switches capabilities on or off for all of a team's agents.",
    access: 'team_admin',
    body: z.strictObject({ capabilities: Toggles, settingsVersion: z.number().int().positive() }),
    replies: { 200: z.object({ capabilities: Toggles, settingsVersion: z.number().int() }) },
    refuses: ['VERSION_CONFLICT'],
  },
} satisfies Routes;
