import type { Access } from '#shared/routes/route.ts';

/** Every kind of caller that the routes tell apart; those with a level have it by name on the agent in question, or on nothing. */
export const CALLERS = {
  nobody: 'sends no token',
  agent_key: 'an agent, with its key',
  other_pool: 'a token of another pool',
  id_token: 'an id token in the place of an access token',
  removed: 'a person who was removed, with a token that still lives',
  guest: 'a guest without any level',
  member: 'a member without any level',
  use: 'a member who may use the agent',
  chat_person: 'the same, where it is about their own chat',
  edit: 'a member who may edit it',
  owner: 'a member who owns it',
  team_member: "a member of its team, where the team's default is none",
  team_admin: 'an admin of its team',
  other_team_admin: 'an admin of another team',
  admin: 'an admin of the workspace',
} as const;
export type CallerKind = keyof typeof CALLERS;

/** `yes`: let in. Else the status that refuses. */
export type Answer = 'yes' | 401 | 403 | 404 | 409;

const kinds = Object.keys(CALLERS) as CallerKind[];
const all = (answer: Answer) => Object.fromEntries(kinds.map((kind) => [kind, answer])) as Record<CallerKind, Answer>;

/** What people are answered who sign in, and no others: `refused`, unless a rule says otherwise. */
function people(refused: 403 | 404 | 409, rules: Partial<Record<CallerKind, Answer>>): Record<CallerKind, Answer> {
  return {
    ...{ ...all(refused), admin: 'yes', removed: 403 },
    ...{ nobody: 401, agent_key: 401, other_pool: 401, id_token: 401 },
    ...rules,
  };
}

const owners = { owner: 'yes', team_admin: 'yes' } as const;
const editors = { ...owners, edit: 'yes' } as const;
const members = {
  ...editors,
  member: 'yes',
  use: 'yes',
  chat_person: 'yes',
  team_member: 'yes',
  other_team_admin: 'yes',
} as const;

/** What each kind of caller is answered by a route with this rule. */
export const ANSWERS: Record<Access, Record<CallerKind, Answer>> = {
  anyone: all('yes'),
  signature: all(401),
  mailed_link: all(404),
  agent_key: { ...all(401), agent_key: 'yes' },
  member: people(403, { ...members, guest: 'yes' }),
  full_member: people(403, members),
  admin: people(403, {}),
  first_admin: people(409, { removed: 409, admin: 409 }),
  team_member: people(404, { team_member: 'yes', team_admin: 'yes' }),
  team_admin: people(404, { team_member: 403, team_admin: 'yes' }),
  agent_use: people(404, { ...editors, use: 'yes', chat_person: 'yes' }),
  agent_edit: people(404, { ...editors, use: 403, chat_person: 403 }),
  agent_owner: people(404, { ...owners, use: 403, chat_person: 403, edit: 403 }),
  approval_decide: people(404, { ...editors, chat_person: 'yes' }),
  conversation: people(404, { ...editors, chat_person: 'yes' }),
  // Who may see somebody else's chat does not write in it.
  own_chat: people(404, { chat_person: 'yes', edit: 403, owner: 403, team_admin: 403, admin: 403 }),
  trigger_edit: people(404, { ...editors, use: 403, chat_person: 403 }),
};
