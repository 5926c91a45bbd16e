import * as z from 'zod';
import { type Action, historyOf } from '#shared/action/action.ts';
import { newestKeys, readActions } from '#shared/action/history-table.ts';
import type { AuditEntry } from '#shared/approval/audit.ts';
import { queryPrefix } from '#shared/people/person-table.ts';
import type { Tables } from '#shared/tables.ts';
import { storyOf } from './read-audit.ts';

/** Actions of one answer: each takes a few reads. */
const PAGE = 100;
/** Later than any time of a month. */
const END = '~';

type Wanted = { month: string; after: string; limit?: number };
type Line = Pick<Action, 'actionId' | 'agentId' | 'capability' | 'hash' | 'createdAt' | 'state' | 'round'> & {
  story: AuditEntry[];
};

/**
 * All actions that were asked for in a month, agent by agent (deleted ones too), newest first, each with its story: ids, hashes
 * and codes, no content. `after` is `next` of the page before: an agent, and how far its month was read.
 */
export async function exportMonth(
  tables: Tables,
  { month, after, limit: most = PAGE }: Wanted,
): Promise<{ lines: Line[]; next?: string }> {
  const Entry = z.object({ agentId: z.string() });
  const agents = (await queryPrefix(tables, 'WORKSPACE', 'AGENT#', Entry)).map(({ agentId }) => agentId).sort();
  const [from = '', ...rest] = after.split('|');
  let before = rest.join('|') || END;
  const lines: Line[] = [];
  for (const agentId of agents.filter((id) => id >= from)) {
    const limit = most - lines.length;
    const keys = await newestKeys(tables, historyOf(agentId, month), {
      ...{ before: agentId === from ? before : END, limit: limit + 1 },
    });
    const page = keys.slice(0, limit);
    for (const action of await readActions(tables, page)) {
      const { actionId, capability, hash, createdAt, state, round } = action;
      const story = await storyOf(tables, action);
      lines.push({ actionId, agentId, capability, hash, createdAt, state, round, story });
    }
    before = page.at(-1)?.historyAt ?? END;
    if (keys.length > limit) return { lines, next: `${agentId}|${page.length > 0 ? before : END}` };
  }
  return { lines };
}
