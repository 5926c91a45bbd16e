import { randomUUID } from 'node:crypto';
import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Rules } from '#shared/action/read-rules.ts';
import type { GateDeps } from '#shared/action/request-action.ts';
import type { AgentKey } from '#shared/elsewhere/agent-key.ts';
import { AppError, ERRORS } from '#shared/errors.ts';
import { asAppError } from '#shared/http.ts';
import { errorFields, log } from '#shared/log.ts';
import { askFromElsewhere } from '../ask-from-elsewhere.ts';
import { waitForOutcome } from '../wait-for-outcome.ts';
import { declaresTasks, TASKS_EXTENSION, taskOf, taskStarted } from './tasks.ts';
import { toolResult } from './tool-result.ts';
import { GET_ACTION, readGiven, toolsFor } from './tools.ts';

/** What a client may say beside a tool call. */
const Meta = z.object({
  /** The same for the same action: a call that is repeated under it asks for nothing new. */
  'countersign/idempotencyKey': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
  'countersign/conversation': z.string().min(1).max(200).optional(),
});

const GetAction = z.object({
  actionId: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  waitSeconds: z.number().min(0).max(20).default(0),
});
const TaskParams = z.looseObject({ taskId: z.string().regex(/^[\x21-\x7e]{1,100}$/) });

const INSTRUCTIONS =
  'Every tool asks for an action that a person may have to approve. `pending_approval` means that somebody was asked: do ' +
  'not call the tool again, go on with something else, and look later with get_action. `blocked`, `limited` and `rejected` are final.';

/** Who asks, by which key, and what the workspace lets its agents do. */
type Who = Rules & { key: AgentKey };

/** The server of one request: the agent's capabilities as tools, and what became of its actions. */
export function mcpServer(deps: GateDeps, who: Who): Server {
  const { agentId } = who.agent;
  const server = new Server(
    { name: 'countersign', title: `Countersign: ${who.agent.name}`, version: '1.0.0' },
    { capabilities: { tools: {}, extensions: { [TASKS_EXTENSION]: {} } }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler('tools/list', () => ({ tools: toolsFor(who.agent, who.settings) }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const given = params.arguments ?? {};
    const called = { name: params.name, given, meta: params._meta };
    return orSayNothing(params.name === GET_ACTION ? getAction(deps, agentId, given) : ask(deps, who, called, context));
  });
  // The id of a task is the id of its action, so that a task lives as long as the action and needs no store of its own.
  server.setRequestHandler('tasks/get', { params: TaskParams }, ({ taskId }) =>
    orSayNothing(outcomeOf(deps, agentId, taskId, 0).then(taskOf)),
  );
  return server;
}

/** The protocol's code hands on what an error says; that of a table or of a function names what is inside. */
async function orSayNothing<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const refusal = asAppError(error);
    if (ERRORS[refusal.code].status >= 500)
      log.error('MCP request failed', { code: refusal.code, ...errorFields(error) });
    throw new ProtocolError(ProtocolErrorCode.InternalError, `${refusal.code}: ${refusal.message}`);
  }
}

async function ask(
  deps: GateDeps,
  who: Who,
  { name, given, meta }: { name: string; given: Record<string, unknown>; meta: unknown },
  context: ServerContext,
): Promise<CallToolResult> {
  const { input, because } = readGiven(who.agent, name, given);
  const said = Meta.safeParse(meta ?? {});
  if (!said.success) throw new ProtocolError(ProtocolErrorCode.InvalidParams, z.prettifyError(said.error));
  const outcome = await askFromElsewhere(deps, who, {
    ...{ name, input, callsBack: true },
    idempotencyKey: said.data['countersign/idempotencyKey'] ?? `mcp-${randomUUID()}`,
    label: said.data['countersign/conversation'],
    says: because,
  });
  return outcome.outcome === 'pending_approval' && declaresTasks(context) ? taskStarted(outcome) : toolResult(outcome);
}

async function getAction(deps: GateDeps, agentId: string, given: unknown): Promise<CallToolResult> {
  const asked = GetAction.safeParse(given);
  if (!asked.success) throw new ProtocolError(ProtocolErrorCode.InvalidParams, z.prettifyError(asked.error));
  return toolResult(await outcomeOf(deps, agentId, asked.data.actionId, asked.data.waitSeconds));
}

async function outcomeOf(deps: GateDeps, agentId: string, actionId: string, seconds: number) {
  try {
    return await waitForOutcome(deps, agentId, actionId, seconds);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This agent has no such action.');
  }
}
