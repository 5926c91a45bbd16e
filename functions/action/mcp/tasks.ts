import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type Result,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { AgentOutcome } from '#shared/action/outcome.ts';
import { hasEnded, type ToldOutcome } from '#shared/action/told-outcome.ts';
import { toolResult } from './tool-result.ts';

/** https://github.com/modelcontextprotocol/ext-tasks, of the protocol's revision 2026-07-28. */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

const Declared = z.looseObject({ extensions: z.record(z.string(), z.unknown()) });

const POLL_EVERY_MS = 5_000;

/** Whether the client of this request says that it understands tasks: each request says so by itself. */
export function declaresTasks({ mcpReq }: ServerContext): boolean {
  const envelope: Record<string, unknown> = { ...mcpReq.envelope };
  const { success, data } = Declared.safeParse(envelope[CLIENT_CAPABILITIES_META_KEY]);
  return success && data.extensions[TASKS_EXTENSION] !== undefined;
}

/** In the place of a tool's result: it goes on, and `tasks/get` says how it stands. */
export function taskStarted({ actionId, message }: AgentOutcome): CallToolResult {
  const at = new Date().toISOString();
  return { resultType: 'task', content: [], ...task(actionId, at), status: 'working', statusMessage: message };
}

/** How a task stands. What people refused has a result too, which says so: the task itself did not fail. */
export function taskOf(outcome: ToldOutcome): Result {
  const { actionId, message } = outcome;
  const at = new Date().toISOString();
  if (!hasEnded(outcome)) return { ...task(actionId, at), status: 'working', statusMessage: message };
  return { ...task(actionId, at), status: 'completed', result: toolResult(outcome) };
}

function task(taskId: string, at: string) {
  return { taskId, createdAt: at, lastUpdatedAt: at, ttlMs: null, pollIntervalMs: POLL_EVERY_MS };
}
