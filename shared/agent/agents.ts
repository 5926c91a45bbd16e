import { AppError } from '../errors.ts';
import { NEW_AGENT_EMAIL } from '../guardrail/guardrail.ts';
import { NEW_AGENT_HTTP } from '../guardrail/http-settings.ts';
import { NEW_AGENT_PHONE } from '../guardrail/phone-settings.ts';
import { newId } from '../ids.ts';
import { log } from '../log.ts';
import { hasLevel, levelOn } from '../people/access.ts';
import type { Person } from '../people/person.ts';
import { readDirectory, readGrants, readPerson } from '../people/person-table.ts';
import type { AgentEntry, AgentView } from '../routes/agent-routes.ts';
import type { WorkTable } from '../tables.ts';
import { Agent } from './agent.ts';
import type { AccessChange, AgentChange, NewAgent } from './agent-change.ts';
import { type AgentSettingsChange, changeAgent, createAgent } from './change-agent.ts';

/** Lists read the whole directory. */
const MAX_AGENTS = 1_000;

type Deps = { tables: WorkTable; now: () => Date };

/** Who asks, and the agent as it was read for the check of their level. */
type Asking = { person: Person; agent: Agent };

export async function listAgents(tables: WorkTable, person: Person): Promise<AgentEntry[]> {
  const [directory, grants] = await Promise.all([readDirectory(tables, 'AGENT#'), readGrants(tables, person.personId)]);
  return directory.flatMap(({ agentId = '', name = '', defaultAccess = 'none', teamId, paused = false }) => {
    const granted = grants.get(agentId);
    const access = granted ? { [person.personId]: granted } : {};
    const level = levelOn(person, { access, defaultAccess, teamId });
    return level === 'none' ? [] : [{ agentId, name, level, teamId, paused }];
  });
}

export function viewAgent(person: Person, agent: Agent): AgentView {
  const { agentId, name, teamId, paused, hold, version } = agent;
  const { instructions, model, access, defaultAccess, chatPersonDecides, rejectReasons } = agent;
  const settings = { instructions, model, access, defaultAccess, chatPersonDecides, rejectReasons };
  return {
    ...{ agentId, name, level: levelOn(person, agent), teamId, paused, hold, version },
    ...(hasLevel(person, agent, 'edit') ? { settings } : {}),
  };
}

/** It asks before everything, and who makes it owns it. In a team: one that the person is in. */
export async function addAgent(tables: WorkTable, person: Person, asked: NewAgent): Promise<AgentView> {
  const { name, instructions, model, teamId } = asked;
  if (teamId !== undefined) requireOwnTeam(person, teamId);
  const directory = await readDirectory(tables, 'AGENT#');
  if (directory.length >= MAX_AGENTS) throw new AppError('TOO_MANY', { limit: MAX_AGENTS });
  const agent = Agent.parse({
    ...{ kind: 'agent', agentId: newId('agt'), name, instructions, model, teamId, version: 1 },
    ...{ access: { [person.personId]: 'owner' }, defaultAccess: 'none', hold: false },
    capabilities: {
      send_email: NEW_AGENT_EMAIL,
      send_sms: NEW_AGENT_PHONE,
      make_call: NEW_AGENT_PHONE,
      http_request: NEW_AGENT_HTTP,
    },
  });
  await createAgent(tables, agent);
  log.info('agent made', { agentId: agent.agentId, personId: person.personId });
  return viewAgent(person, agent);
}

/** By owners and editors; which team it is in and who may decide in its chats is for owners. */
export async function editAgent(deps: Deps, { person, agent }: Asking, asked: AgentChange): Promise<AgentView> {
  const { version, teamId, ...rest } = asked;
  const change = { ...rest, teamId: teamId ?? undefined };
  const isOwners = change.teamId !== agent.teamId || change.chatPersonDecides !== agent.chatPersonDecides;
  if (isOwners && !hasLevel(person, agent, 'owner')) throw new AppError('NOT_ALLOWED');
  if (change.teamId !== undefined && change.teamId !== agent.teamId) requireOwnTeam(person, change.teamId);
  return changed(deps, { person, agent }, version, { what: 'settings', change });
}

/** Everybody who is named must be in the workspace; whoever was named before may have left it. */
export async function editAccess(deps: Deps, asking: Asking, asked: AccessChange): Promise<AgentView> {
  const { version, access, defaultAccess } = asked;
  const added = Object.keys(access).filter((personId) => !(personId in asking.agent.access));
  const found = await Promise.all(added.map((personId) => readPerson(deps.tables, personId)));
  const unknown = added.filter((_, index) => !found[index]);
  if (unknown.length > 0) {
    const errors = unknown.map((id) => ({ path: `access.${id}`, message: 'Nobody here has this id.' }));
    throw new AppError('INVALID_REQUEST', { errors });
  }
  return changed(deps, asking, version, { what: 'access', change: { access, defaultAccess } });
}

async function changed(
  { tables, now }: Deps,
  { person, agent }: Asking,
  seen: number,
  { what, change }: { what: 'settings' | 'access'; change: AgentSettingsChange },
): Promise<AgentView> {
  if (agent.version !== seen) throw new AppError('VERSION_CONFLICT', { version: agent.version });
  const after = await changeAgent(tables, agent, change, { what, by: person, now: now() });
  log.info('agent changed', { agentId: agent.agentId, version: after.version, personId: person.personId });
  return viewAgent(person, after);
}

/** Who is not in a team does not learn that it is there. */
function requireOwnTeam(person: Person, teamId: string): void {
  const role = person.teams[teamId];
  if (person.role === 'admin' || role === 'admin' || role === 'member') return;
  throw new AppError(role ? 'NOT_ALLOWED' : 'NOT_FOUND');
}
