import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AccessLevel, Agent } from '../agent/agent.ts';
import { AppError } from '../errors.ts';
import { queryItems } from '../query-items.ts';
import type { WorkTable } from '../tables.ts';
import { Person, Role } from './person.ts';

export function personKey(personId: string) {
  return { pk: `PERSON#${personId}`, sk: 'PROFILE' };
}

export async function readPerson({ client, work }: WorkTable, personId: string): Promise<Person | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: personKey(personId), ConsistentRead: true }),
  );
  return Item && Person.parse(Item);
}

/** The member behind a token. A token outlives a removal; the item does not. */
export async function requireMember(tables: WorkTable, personId: string): Promise<Person> {
  const person = await readPerson(tables, personId);
  if (!person) throw new AppError('NOT_A_MEMBER');
  return person;
}

const DirectoryEntry = z.object({
  agentId: z.string().optional(),
  personId: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  role: Role.optional(),
  teamId: z.string().optional(),
  defaultAccess: Agent.shape.defaultAccess.optional(),
  paused: z.boolean().optional(),
  deletedAt: z.string().optional(),
});
export type DirectoryEntry = z.infer<typeof DirectoryEntry>;

/** The workspace's directory: who is in it (`PERSON#`), which agents it has (`AGENT#`) and which teams (`TEAM#`). */
export async function readDirectory(
  tables: WorkTable,
  what: 'AGENT#' | 'PERSON#' | 'TEAM#',
): Promise<DirectoryEntry[]> {
  const entries = await queryPrefix(tables, 'WORKSPACE', what, DirectoryEntry);
  return entries.filter(({ deletedAt }) => deletedAt === undefined);
}

/** A person's level by name on each agent where they have one, by agent id. */
export async function readGrants(tables: WorkTable, personId: string): Promise<Map<string, AccessLevel>> {
  const Grant = z.object({ agentId: z.string(), level: AccessLevel.optional() });
  const grants = await queryPrefix(tables, `PERSON#${personId}`, 'ACCESS#', Grant);
  return new Map(grants.flatMap(({ agentId, level }) => (level ? [[agentId, level] as const] : [])));
}

/** All items of a partition whose sort key starts so; consistently, since a run decides on the messages it gets. */
export async function queryPrefix<T extends z.ZodType>(
  tables: WorkTable,
  pk: string,
  prefix: string,
  schema: T,
): Promise<z.output<T>[]> {
  const items = queryItems(tables, {
    TableName: tables.work,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    ConsistentRead: true,
  });
  return Array.fromAsync(items, (item) => schema.parse(item));
}
