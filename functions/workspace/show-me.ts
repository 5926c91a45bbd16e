import { unreachableBy } from '#shared/notification/mail-state.ts';
import { readMailState } from '#shared/notification/mail-state-table.ts';
import type { Person } from '#shared/people/person.ts';
import type { Me } from '#shared/routes/workspace-routes.ts';
import type { WorkTable } from '#shared/tables.ts';

/** A person as they see themselves. */
export async function showMe(tables: WorkTable, person: Person): Promise<Me> {
  const { personId, name, email, role, teams, emailNotices, mutedAgents, standIn = null } = person;
  const { since, why } = unreachableBy(person, await readMailState(tables, personId)) ?? {};
  return {
    ...{ personId, name, email, role, teams, emailNotices, mutedAgents, standIn },
    unreachable: since && why ? { since, why } : null,
  };
}
