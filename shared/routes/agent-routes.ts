import * as z from 'zod';
import { Agent } from '../agent/agent.ts';
import { AccessChange, AgentChange, NewAgent } from '../agent/agent-change.ts';
import { Level } from '../people/access.ts';
import type { Routes } from './route.ts';

const { name, instructions, model, version, access, teamId, defaultAccess, hold, chatPersonDecides } = Agent.shape;

const AgentEntry = z.object({ agentId: z.string(), name, level: Level, teamId, paused: z.boolean() });
export type AgentEntry = z.infer<typeof AgentEntry>;

const AgentView = AgentEntry.extend({
  hold,
  version,
  /** The rest is for who may edit it. */
  settings: z
    .object({
      ...{ instructions, model, access, defaultAccess, chatPersonDecides: chatPersonDecides.unwrap() },
      rejectReasons: z.array(z.string()),
    })
    .optional(),
});
export type AgentView = z.infer<typeof AgentView>;

export const agentReadRoutes = {
  'GET /agents': {
    summary: 'The agents that you may see, and your level on each.',
    access: 'member',
    replies: { 200: z.object({ agents: z.array(AgentEntry) }) },
  },
  'GET /agents/{agentId}': {
    summary: 'One agent; what it is told and who has access, for who may edit it.',
    access: 'agent_use',
    replies: { 200: AgentView },
  },
} satisfies Routes;

export const agentRoutes = {
  'POST /agents': {
    summary: 'Makes an agent that asks before everything, with you as its owner.',
    access: 'full_member',
    body: NewAgent,
    replies: { 201: AgentView },
    refuses: ['TOO_MANY'],
  },
  'PUT /agents/{agentId}': {
    summary:
      'Changes name, instructions, model and switches of an agent; its team and who may decide in chat, by owners.',
    access: 'agent_edit',
    body: AgentChange,
    replies: { 200: AgentView },
    refuses: ['VERSION_CONFLICT'],
  },
  'DELETE /agents/{agentId}': {
    summary:
      'Deletes an agent of which nothing waits, with its triggers and keys. What it did stays readable to admins.',
    access: 'agent_owner',
    replies: { 200: z.object({ agentId: z.string() }) },
    refuses: ['AGENT_HAS_OPEN_WORK', 'VERSION_CONFLICT'],
  },
  'PUT /agents/{agentId}/access': {
    summary: 'Says who may do what with an agent.',
    access: 'agent_owner',
    body: AccessChange,
    replies: { 200: AgentView },
    refuses: ['VERSION_CONFLICT'],
  },
} satisfies Routes;
