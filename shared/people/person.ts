import * as z from 'zod';
import type { Agent } from '../agent/agent.ts';

/** Item `PERSON#<id>` / `PROFILE` of *work*; the id is the `sub` of the people pool. */
export const Person = z.object({
  kind: z.literal('person'),
  personId: z.string(),
  name: z.string().min(1),
  email: z.email(),
  role: z.enum(['admin', 'member', 'guest']),
  /** Whether an email follows a bell entry. Off until the person turns it on. */
  emailNotices: z.boolean(),
});
export type Person = z.infer<typeof Person>;

/** Owners and editors of an agent, by name or by default, decide on its actions; so do admins, who own every agent. */
export function mayDecide(person: Person, agent: Agent): boolean {
  if (person.role === 'admin') return true;
  return [agent.access[person.personId], agent.defaultAccess].some((level) => level === 'owner' || level === 'edit');
}
