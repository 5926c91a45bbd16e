import type { Capability } from '../action/capability.ts';
import type { Agent } from '../agent/agent.ts';
import type { WorkspaceSettings } from '../workspace/settings.ts';
import type { RuleCode } from './guardrail.ts';
import { NEW_AGENT } from './new-agent-settings.ts';

/** What workspace and teams say of capabilities: `on`, `off`, or nothing, which leaves it to who is nearer to the agent. */
export type Toggled = Pick<WorkspaceSettings, 'capabilities' | 'teams'>;

export const NOTHING_SWITCHED: Toggled = { capabilities: {}, teams: {} };

type InTeam = Pick<Agent, 'teamId'>;

/** Who above the agent turned a capability off, if anybody: `off` anywhere counts, whatever is `on` elsewhere. */
export function blockedFromAbove(agent: InTeam, toggled: Toggled, capability: Capability): RuleCode | undefined {
  if (toggled.capabilities[capability] === 'off') return 'capability_blocked_by_workspace';
  return teamToggles(agent, toggled)[capability] === 'off' ? 'capability_blocked_by_team' : undefined;
}

/**
 * What an agent has with what is turned on above it. `on` gives a capability to agents that were never set up for it, in
 * the mode of a new agent, which asks before everything; it changes no settings that an agent has, nor turns them on.
 */
export function capabilitiesOf(agent: InTeam & Pick<Agent, 'capabilities'>, toggled: Toggled): Agent['capabilities'] {
  const team = teamToggles(agent, toggled);
  if (!hasOn(toggled.capabilities) && !hasOn(team)) return agent.capabilities;
  const given = Object.entries(NEW_AGENT).filter(([name]) => {
    const capability = name as keyof typeof NEW_AGENT;
    return toggled.capabilities[capability] === 'on' || team[capability] === 'on';
  });
  const own = Object.entries(agent.capabilities).filter(([, settings]) => settings !== undefined);
  return { ...Object.fromEntries(given), ...Object.fromEntries(own), tools: agent.capabilities.tools };
}

function hasOn(toggles: Toggled['capabilities']): boolean {
  for (const name in toggles) if (toggles[name as Capability] === 'on') return true;
  return false;
}

function teamToggles({ teamId }: InTeam, { teams }: Toggled): Toggled['capabilities'] {
  return teamId !== undefined && Object.hasOwn(teams, teamId) ? (teams[teamId]?.capabilities ?? {}) : {};
}
