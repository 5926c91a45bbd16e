import type { GateDeps } from '../../shared/action/request-action.ts';
import type { Tables } from '../../shared/tables.ts';
import { SYSTEM_SENDER } from '../support/builders.ts';

/** In which everything is asked. */
export const CONVERSATION = {
  agentId: 'agt_invoice',
  conversationId: 'cnv_1',
  origin: 'background',
  tainted: false,
} as const;

const NOBODY = { send: async () => ({}) } as never;

/** The gate on these tables. Everything asks first, so no executor is started by it. */
export function gateOf(tables: Tables): GateDeps {
  const executors = { lambda: NOBODY, env: {} as never };
  return { tables, executors, checkFile: async () => 'stored', systemSender: SYSTEM_SENDER, now: () => new Date() };
}
