import * as z from 'zod';
import type { Agent } from '../agent/agent.ts';
import { agentKey, agentOf } from '../agent/agent-table.ts';
import { errorFields, log } from '../log.ts';
import { readTogether } from '../read-together.ts';
import type { WorkTable } from '../tables.ts';
import { settingsKey, settingsOf, type WorkspaceSettings } from '../workspace/settings.ts';

/** All that an action is judged by. */
export type Rules = { agent: Agent; settings: WorkspaceSettings };

/**
 * Reads what the gate judges by, with one request. A moment old is new enough: nothing runs on that judgement alone, the
 * executor reads and judges again. Rules that cannot be read, of a newer version or damaged, allow nothing.
 */
export async function readRules(tables: WorkTable, agentId: string): Promise<Rules | { blocked: string }> {
  try {
    const keys = [agentKey(agentId), settingsKey];
    const [[agentItem, settingsItem] = []] = await readTogether(tables, { table: tables.work, keys, mode: 'eventual' });
    const agent = agentOf(agentItem);
    return agent ? { agent, settings: settingsOf(settingsItem) } : { blocked: 'unknown_agent' };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    log.error('rules cannot be read', { agentId, ...errorFields(error) });
    return { blocked: 'unreadable_settings' };
  }
}
