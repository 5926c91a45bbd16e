import { type TransactItem, transact } from '../agent/transact.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { WorkTable } from '../tables.ts';
import { MAX_TEAMS_OF_PERSON } from './invitation.ts';
import type { Role } from './person.ts';
import { memberItem, memberKey, membersItem } from './person-items.ts';
import { personKey, readPerson } from './person-table.ts';

/** Attributes of a person that who changes teams may name: their roles in teams, and never the one in the workspace. */
export const MEMBERSHIP_ATTRIBUTES = ['teams'] as const;

/** Puts a person into a team, or changes their role in it; on what was read, so that a removal meanwhile is not undone. */
export async function setMember(tables: WorkTable, teamId: string, personId: string, role: Role): Promise<void> {
  const person = await readPerson(tables, personId);
  if (!person) throw new AppError('NOT_FOUND');
  const isNew = !(teamId in person.teams);
  if (isNew && Object.keys(person.teams).length >= MAX_TEAMS_OF_PERSON)
    throw new AppError('TOO_MANY', { limit: MAX_TEAMS_OF_PERSON });
  const { work } = tables;
  const refused = await transact(tables, [
    teamsItem(work, personId, teamId, {
      update: 'SET #teams.#team = :role',
      condition: isNew ? 'attribute_not_exists(#teams.#team)' : 'attribute_exists(#teams.#team)',
      values: { ':role': role },
    }),
    memberItem(work, teamId, personId, role),
    ...(isNew ? [membersItem(work, teamId, 1)] : []),
  ]);
  if (refused !== undefined) throw new AppError(refused === 2 ? 'TOO_MANY' : 'VERSION_CONFLICT');
  log.info('member of team', { teamId, personId, state: role });
}

/** Takes a person out of a team; NOT_FOUND where they are not in it. */
export async function removeMember(tables: WorkTable, teamId: string, personId: string): Promise<void> {
  const { work } = tables;
  const refused = await transact(tables, [
    teamsItem(work, personId, teamId, {
      update: 'REMOVE #teams.#team',
      condition: 'attribute_exists(#teams.#team)',
      values: {},
    }),
    { Delete: { TableName: work, Key: memberKey(teamId, personId) } },
    membersItem(work, teamId, -1),
  ]);
  if (refused !== undefined) throw new AppError('NOT_FOUND');
  log.info('left team', { teamId, personId });
}

function teamsItem(
  work: string,
  personId: string,
  teamId: string,
  { update, condition, values }: { update: string; condition: string; values: Record<string, unknown> },
): TransactItem {
  return {
    Update: {
      ...{ TableName: work, Key: personKey(personId), UpdateExpression: update },
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#teams': 'teams', '#team': teamId },
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    },
  };
}
