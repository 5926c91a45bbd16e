import type { TransactItem } from '../agent/transact.ts';
import { setAttributes } from '../set-attributes.ts';
import type { Person, Role } from './person.ts';
import { personKey } from './person-table.ts';
import { MAX_TEAM_MEMBERS } from './team.ts';

/** What of a person stands in the workspace's directory: who changes people may write no more there. */
export const PERSON_DIRECTORY_ATTRIBUTES = ['kind', 'personId', 'name', 'email', 'role', 'deletedAt'] as const;

export function personDirectoryKey(personId: string) {
  return { pk: 'WORKSPACE', sk: `PERSON#${personId}` };
}

/** Of who was removed the name stays, since decisions and histories name them. */
export function personDirectoryEntry({ personId, name, email, role }: Person, deletedAt?: string) {
  return { kind: 'directory', personId, name, email: deletedAt ? undefined : email, role, deletedAt };
}

export function directoryItem(work: string, person: Person, deletedAt?: string): TransactItem {
  const entry = personDirectoryEntry(person, deletedAt);
  return { Update: { TableName: work, Key: personDirectoryKey(person.personId), ...setAttributes(entry) } };
}

/** Refused where the person is there already. */
export function newPersonItem(work: string, person: Person): TransactItem {
  return {
    Put: {
      TableName: work,
      Item: { ...personKey(person.personId), ...person },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

export function memberKey(teamId: string, personId: string) {
  return { pk: `TEAM#${teamId}`, sk: `MEMBER#${personId}` };
}

export function memberItem(work: string, teamId: string, personId: string, role: Role): TransactItem {
  return {
    Put: { TableName: work, Item: { ...memberKey(teamId, personId), kind: 'member', teamId, personId, role } },
  };
}

/** Counts somebody in or out. Refused where there is no such team, or no place left in it. */
export function membersItem(work: string, teamId: string, by: 1 | -1): TransactItem {
  const hasPlace = by === 1 ? ' AND #members < :most' : '';
  return {
    Update: {
      TableName: work,
      Key: { pk: `TEAM#${teamId}`, sk: 'PROFILE' },
      UpdateExpression: 'ADD #members :by',
      ConditionExpression: `attribute_exists(#pk)${hasPlace}`,
      ExpressionAttributeNames: { '#pk': 'pk', '#members': 'members' },
      ExpressionAttributeValues: { ':by': by, ...(by === 1 ? { ':most': MAX_TEAM_MEMBERS } : {}) },
    },
  };
}
