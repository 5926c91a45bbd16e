import type * as z from 'zod';
import { Capability } from '#shared/action/capability.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { type CapabilityChange, writeCapability } from '#shared/agent/agent-version-table.ts';
import { AppError } from '#shared/errors.ts';
import { settingsSchema } from '#shared/guardrail/settings-of.ts';
import { ToolName, type ToolSettings } from '#shared/guardrail/tool-settings.ts';
import { invalidRequest } from '#shared/invalid-request.ts';
import { log } from '#shared/log.ts';
import type { Person } from '#shared/people/person.ts';
import type { capabilityChangeRoutes } from '#shared/routes/capability-routes.ts';
import type { WorkTable } from '#shared/tables.ts';

type Deps = { tables: WorkTable; now: () => Date };
type Editing = { agent: Agent; person: Person };
type Body<K extends keyof typeof capabilityChangeRoutes> = (typeof capabilityChangeRoutes)[K] extends {
  body: infer B extends z.ZodType;
}
  ? z.output<B>
  : never;

/** Bytes of one capability's settings, or one tool's: a version keeps them before and after, in one item of 400 KB. */
const MAX_SETTINGS = 180_000;
/** Bytes of all of an agent's settings: they are read as one item. */
const MAX_CAPABILITIES = 300_000;
const MAX_TOOLS = 100;

/** Replaces the settings of a capability by other whole ones. */
export async function changeCapability(
  deps: Deps,
  editing: Editing,
  name: string,
  { version, settings }: Body<'PUT /agents/{agentId}/capabilities/{capability}'>,
) {
  const known = settingsSchema(name);
  if (!known) throw new AppError('NOT_FOUND');
  const { capability } = known;
  const value = parsed(known.schema, settings);
  const before = editing.agent.capabilities[capability];
  return change(deps, editing, version, { field: capability, value, what: capability, before, after: value });
}

/** Adds a tool, or replaces the settings of the one with this name. Its place in the list stays. */
export async function changeTool(
  deps: Deps,
  editing: Editing,
  name: string,
  { version, settings }: Body<'PUT /agents/{agentId}/tools/{tool}'>,
) {
  const after: ToolSettings = { ...settings, name: parsed(ToolName, name, 'tool') };
  if (Capability.safeParse(name).success) throw invalidRequest([OWN_NAME]);
  const { tools } = editing.agent.capabilities;
  const before = tools.find((tool) => tool.name === name);
  const value = before ? tools.map((tool) => (tool === before ? after : tool)) : [...tools, after];
  if (value.length > MAX_TOOLS) throw new AppError('TOO_MANY');
  return change(deps, editing, version, { field: 'tools', value, what: `tool:${name}`, before, after });
}

const OWN_NAME = { path: ['tool'], message: 'A tool cannot have the name of a capability.' };

export async function removeTool(deps: Deps, editing: Editing, name: string, { version }: { version: number }) {
  const { tools } = editing.agent.capabilities;
  const before = tools.find((tool) => tool.name === name);
  if (!before) throw new AppError('NOT_FOUND');
  const value = tools.filter((tool) => tool !== before);
  return change(deps, editing, version, { field: 'tools', value, what: `tool:${name}`, before, after: undefined });
}

async function change({ tables, now }: Deps, { agent, person }: Editing, seen: number, of: CapabilityChange) {
  // By the agent that was read for this request; what changes between that read and the write, the write refuses.
  if (seen !== agent.version) throw new AppError('VERSION_CONFLICT', { version: agent.version });
  requireSize(of.after, MAX_SETTINGS);
  requireSize({ ...agent.capabilities, [of.field]: of.value }, MAX_CAPABILITIES);
  const version = await writeCapability(tables, agent, person, of, now());
  const { agentId } = agent;
  log.info('capability changed', { agentId, personId: person.personId, capability: of.what, version });
  return { agentId, version };
}

function requireSize(settings: unknown, limitBytes: number): void {
  if (Buffer.byteLength(JSON.stringify(settings) ?? '') > limitBytes) throw new AppError('TOO_LARGE', { limitBytes });
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, under = 'settings'): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw invalidRequest(read.error.issues, [under]);
}
