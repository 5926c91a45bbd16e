import type { Agent } from '../agent/agent.ts';
import { AppError } from '../errors.ts';
import { hasLevel, type Level, levelOn } from './access.ts';
import type { Person } from './person.ts';

/** Refuses who has less on an agent than is asked for. Whoever may not even use it does not learn that it is there. */
export function requireLevel(person: Person, agent: Agent | undefined, wanted: Level): asserts agent is Agent {
  if (!agent || levelOn(person, agent) === 'none') throw new AppError('NOT_FOUND');
  if (!hasLevel(person, agent, wanted)) throw new AppError('NOT_ALLOWED');
}
