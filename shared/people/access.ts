import * as z from 'zod';
import type { Agent } from '../agent/agent.ts';
import type { Person } from './person.ts';

/** What a person may do with an agent, from least to most. */
export const Level = z.enum(['none', 'use', 'edit', 'owner']);
export type Level = z.infer<typeof Level>;
const LEVELS = Level.options;

/** What of an agent says who may do what with it; its directory item has it too, but for the names. */
export type AgentAccess = Pick<Agent, 'access' | 'defaultAccess' | 'teamId'>;

type Rights = Pick<Person, 'personId' | 'role' | 'teams'>;

/**
 * A person's level on an agent; of several reasons the highest counts. Admins of the workspace own every agent, admins of
 * a team those of the team. A level by name is for anybody. The default level is for the members of the agent's team, or of
 * the workspace where it has none; never for guests, who get only what they are given by name.
 */
export function levelOn(person: Rights, { access, defaultAccess, teamId }: AgentAccess): Level {
  const teamRole = teamId === undefined ? undefined : person.teams[teamId];
  if (person.role === 'admin' || teamRole === 'admin') return 'owner';
  const isMember = teamId === undefined ? person.role === 'member' : teamRole === 'member';
  return higher(access[person.personId] ?? 'none', isMember ? defaultAccess : 'none');
}

export function hasLevel(person: Rights, agent: AgentAccess, wanted: Level): boolean {
  return LEVELS.indexOf(levelOn(person, agent)) >= LEVELS.indexOf(wanted);
}

/** Owners and editors of an agent decide on its actions. */
export function mayDecide(person: Rights, agent: AgentAccess): boolean {
  return hasLevel(person, agent, 'edit');
}

/** Of an action or a conversation: whose chat it is of; background work is nobody's. */
export type OfChat = { chatPersonId?: string | undefined };

/** Whoever decides on the agent's actions sees all of them; who chats with it sees what they led to. */
export function maySee(person: Rights, agent: AgentAccess, { chatPersonId }: OfChat): boolean {
  return mayDecide(person, agent) || (chatPersonId === person.personId && hasLevel(person, agent, 'use'));
}

/** In a chat its person decides too, where the agent's settings let them. */
export function mayDecideOn(
  person: Rights,
  agent: AgentAccess & Pick<Agent, 'chatPersonDecides'>,
  action: OfChat,
): boolean {
  return mayDecide(person, agent) || (agent.chatPersonDecides && maySee(person, agent, action));
}

function higher(one: Level, other: Level): Level {
  return LEVELS[Math.max(LEVELS.indexOf(one), LEVELS.indexOf(other))] ?? 'none';
}
