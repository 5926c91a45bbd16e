import type { Agent } from '../agent/agent.ts';
import { mayDecide } from '../people/access.ts';
import type { Person } from '../people/person.ts';
import { type MailState, unreachableBy } from './mail-state.ts';

/** A person with what is known of the emails to them. */
export type Known = { person: Person; mail: MailState | undefined };

/** Somebody to tell; in whose place, where that person is out of office. */
export type Told = Known & { insteadOf?: string };

/** Whether a person is away now, and who then stands in. */
export function standInOf({ standIn }: Person, now: Date): string | undefined {
  const time = now.toISOString();
  return standIn && standIn.from <= time && time < standIn.until ? standIn.personId : undefined;
}

/**
 * Who is told in a person's place or as themselves, and whether that will be noticed. Only of somebody who may decide, so
 * who is told of it may also read it. Nobody noticed where the agent is muted, where emails come back, or where a person is
 * away and whoever they named cannot stand in: then others must be told besides.
 */
export function tellPerson(
  agent: Agent,
  known: Known,
  standIn: Known | undefined,
  now: Date,
): { told: Told[]; isNoticed: boolean } {
  const { person } = known;
  if (!mayDecide(person, agent) || person.mutedAgents.includes(agent.agentId)) return { told: [], isNoticed: false };
  const isAway = standInOf(person, now) !== undefined;
  if (isAway && standIn && canStandIn(agent, standIn, now))
    return { told: [{ ...standIn, insteadOf: person.name }], isNoticed: true };
  return { told: [known], isNoticed: !isAway && isReached(known) };
}

function canStandIn(agent: Agent, known: Known, now: Date): boolean {
  const { person } = known;
  const isThere = mayDecide(person, agent) && !person.mutedAgents.includes(agent.agentId);
  return isThere && standInOf(person, now) === undefined && isReached(known);
}

/** Whoever chose emails and does not get them may look at no bell for weeks. */
export function isReached({ person, mail }: Known): boolean {
  return !person.emailNotices || unreachableBy(person, mail) === undefined;
}
