import * as z from 'zod';
import type { Capability } from '../action/capability.ts';
import type { Agent } from '../agent/agent.ts';
import { blockedFromAbove, capabilitiesOf, type Toggled } from './inherit.ts';

/**
 * What a capability comes to, in a word. `blocked`: workspace or team turned it off. `off`: the agent does not have it.
 * `asks`: nothing of it runs unasked. `allow_list`: some of it does. `autonomous`: all of it.
 */
const Badge = z.enum(['asks', 'allow_list', 'autonomous', 'blocked', 'off']);
type Badge = z.infer<typeof Badge>;

export const Effective = z.object({
  badge: Badge,
  blockedBy: z.enum(['workspace', 'team']).optional(),
  /** Nobody set it up for this agent: it is on above, in the mode of a new agent. */
  isGiven: z.boolean(),
});
export type Effective = z.infer<typeof Effective>;

type Rules = { agent: Pick<Agent, 'teamId' | 'capabilities'>; toggled: Toggled };

/** What a capability, or the named tool, of an agent comes to with what workspace and team say. */
export function effectiveOf({ agent, toggled }: Rules, capability: Capability, tool?: string): Effective {
  const settings = settingsOf(capabilitiesOf(agent, toggled), capability, tool);
  const isGiven = settings !== undefined && settingsOf(agent.capabilities, capability, tool) === undefined;
  const above = blockedFromAbove(agent, toggled, capability);
  if (!above) return { badge: badgeOf(settings), isGiven };
  return { badge: 'blocked', blockedBy: above === 'capability_blocked_by_team' ? 'team' : 'workspace', isGiven };
}

/**
 * Names of what the agent can use at all, tools by their own: set up for it or given above it, and switched off nowhere. It
 * is what models are offered; whether using one asks is for the guardrail.
 */
export function usableOf(rules: Rules): string[] {
  const { tools, ...builtIn } = capabilitiesOf(rules.agent, rules.toggled);
  const names = Object.keys(builtIn) as (keyof typeof builtIn)[];
  return [
    ...names.filter((name) => isUsable(effectiveOf(rules, name))),
    ...tools.map(({ name }) => name).filter((name) => isUsable(effectiveOf(rules, 'use_tool', name))),
  ];
}

function isUsable({ badge }: Effective): boolean {
  return badge !== 'blocked' && badge !== 'off';
}

type Settings = NonNullable<Agent['capabilities'][keyof typeof Capability.enum & keyof Agent['capabilities']]>;
type Ruled = Settings | Agent['capabilities']['tools'][number];

function settingsOf(capabilities: Agent['capabilities'], capability: Capability, tool?: string): Ruled | undefined {
  if (capability !== 'use_tool') return capabilities[capability];
  return capabilities.tools.find(({ name }) => name === tool);
}

function badgeOf(settings: Ruled | undefined): Badge {
  if (!settings?.enabled) return 'off';
  if ('requireApproval' in settings) return settings.requireApproval ? 'asks' : 'autonomous';
  const { guardrail } = settings;
  if (guardrail.restrict) return guardrail.inside === 'allow' ? 'allow_list' : 'asks';
  const asks = 'askAlways' in guardrail ? guardrail.askAlways : guardrail.requireApproval;
  return asks ? 'asks' : 'autonomous';
}
