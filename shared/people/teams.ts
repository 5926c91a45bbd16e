import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { transact } from '../agent/transact.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { log } from '../log.ts';
import type { TeamEntry, TeamView } from '../routes/people-routes.ts';
import { setAttributes } from '../set-attributes.ts';
import type { WorkTable } from '../tables.ts';
import { readSettings } from '../workspace/settings.ts';
import { removeMember } from './members.ts';
import type { Person } from './person.ts';
import { queryPrefix, readDirectory } from './person-table.ts';
import { MAX_TEAMS, Team, TeamMember } from './team.ts';

/** What of a team stands in the workspace's directory: who changes teams may write no more there. */
export const TEAM_DIRECTORY_ATTRIBUTES = ['kind', 'teamId', 'name', 'deletedAt'] as const;

const teamKey = (teamId: string) => ({ pk: `TEAM#${teamId}`, sk: 'PROFILE' });
const directoryKey = (teamId: string) => ({ pk: 'WORKSPACE', sk: `TEAM#${teamId}` });

export async function listTeams(tables: WorkTable, { role, teams }: Person): Promise<TeamEntry[]> {
  const entries = await readDirectory(tables, 'TEAM#');
  return entries.flatMap(({ teamId = '', name = '' }) =>
    role === 'admin' || teams[teamId] ? [{ teamId, name, role: teams[teamId] }] : [],
  );
}

export async function viewTeam(tables: WorkTable, { teams }: Person, teamId: string): Promise<TeamView> {
  const [team, members, people, agents, settings] = await Promise.all([
    readTeam(tables, teamId),
    queryPrefix(tables, `TEAM#${teamId}`, 'MEMBER#', TeamMember),
    readDirectory(tables, 'PERSON#'),
    readDirectory(tables, 'AGENT#'),
    readSettings(tables),
  ]);
  const nameOf = new Map(people.map(({ personId, name = '' }) => [personId, name]));
  return {
    ...{ teamId, name: team.name, role: teams[teamId] },
    members: members.map(({ personId, role }) => ({ personId, name: nameOf.get(personId) ?? '', role })),
    agents: agents.flatMap((one) =>
      one.teamId === teamId ? [{ agentId: one.agentId ?? '', name: one.name ?? '' }] : [],
    ),
    capabilities: settings.teams[teamId]?.capabilities ?? {},
    settingsVersion: settings.version,
  };
}

async function readTeam({ client, work }: WorkTable, teamId: string): Promise<Team> {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: teamKey(teamId), ConsistentRead: true }));
  if (!Item) throw new AppError('NOT_FOUND');
  return Team.parse(Item);
}

export async function addTeam(tables: WorkTable, { personId }: Person, name: string): Promise<TeamEntry> {
  const { work } = tables;
  const teams = await readDirectory(tables, 'TEAM#');
  if (teams.length >= MAX_TEAMS) throw new AppError('TOO_MANY', { limit: MAX_TEAMS });
  const teamId = newId('tea');
  await transact(tables, [
    { Put: { TableName: work, Item: { ...teamKey(teamId), kind: 'team', teamId, name, agents: 0, members: 0 } } },
    { Update: { TableName: work, Key: directoryKey(teamId), ...setAttributes({ kind: 'directory', teamId, name }) } },
  ]);
  log.info('team made', { teamId, personId });
  return { teamId, name };
}

export async function renameTeam(
  tables: WorkTable,
  { teams }: Person,
  teamId: string,
  name: string,
): Promise<TeamEntry> {
  const { work } = tables;
  const update = setAttributes({ name });
  const exists = { ConditionExpression: 'attribute_exists(pk)' };
  const refused = await transact(tables, [
    { Update: { TableName: work, Key: teamKey(teamId), ...update, ...exists } },
    { Update: { TableName: work, Key: directoryKey(teamId), ...update } },
  ]);
  if (refused !== undefined) throw new AppError('NOT_FOUND');
  return { teamId, name, role: teams[teamId] };
}

/**
 * Its members leave it one by one, then it goes, on the condition that no agent belongs to it: an agent that joins it in the
 * same second is counted in the transaction that moves it. Cut off on the way, the same request again does the rest.
 */
export async function deleteTeam(tables: WorkTable, { personId }: Person, teamId: string): Promise<void> {
  const { work } = tables;
  const { agents } = await readTeam(tables, teamId);
  if (agents > 0) throw new AppError('TEAM_HAS_AGENTS', { agents });
  const members = await queryPrefix(tables, `TEAM#${teamId}`, 'MEMBER#', TeamMember);
  for (const member of members) await removeMember(tables, teamId, member.personId);
  const refused = await transact(tables, [
    {
      Delete: {
        ...{ TableName: work, Key: teamKey(teamId), ConditionExpression: '#agents = :none AND #members = :none' },
        ExpressionAttributeNames: { '#agents': 'agents', '#members': 'members' },
        ExpressionAttributeValues: { ':none': 0 },
      },
    },
    {
      Update: { TableName: work, Key: directoryKey(teamId), ...setAttributes({ deletedAt: new Date().toISOString() }) },
    },
  ]);
  if (refused !== undefined) throw new AppError('TEAM_HAS_AGENTS');
  log.info('team deleted', { teamId, personId });
}
