import { AppError } from '#shared/errors.ts';
import { log } from '#shared/log.ts';
import { clearUnreachable } from '#shared/notification/mail-state-table.ts';
import type { Person } from '#shared/people/person.ts';
import { readPerson } from '#shared/people/person-table.ts';
import type { Preferences } from '#shared/people/preferences.ts';
import { writePreferences } from '#shared/people/preferences-table.ts';
import type { WorkTable } from '#shared/tables.ts';
import { showMe } from './show-me.ts';

/**
 * How a person wants to be told, from now on. Saying it, even as it was, also says that the address is good: emails that
 * did not reach it are tried again.
 */
export async function changePreferences(
  { tables, now }: { tables: WorkTable; now: () => Date },
  person: Person,
  preferences: Preferences,
) {
  const { standIn } = preferences;
  if (standIn) {
    const isThere = standIn.personId !== person.personId && (await readPerson(tables, standIn.personId));
    if (!isThere || standIn.until <= now().toISOString()) throw new AppError('CANNOT_STAND_IN');
  }
  await writePreferences(tables, person.personId, preferences);
  await clearUnreachable(tables, person.personId);
  log.info('preferences changed', { personId: person.personId });
  const { standIn: _, ...rest } = person;
  return showMe(tables, { ...rest, ...preferences, standIn: standIn ?? undefined });
}
