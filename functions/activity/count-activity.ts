import type { Action } from '#shared/action/action.ts';
import { type HistoryKey, historyKeys, readActions } from '#shared/action/history-table.ts';
import { recipientsIn } from '#shared/action/recipients-of.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { AppError } from '#shared/errors.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { readPresentRows } from '#shared/ledger/present-rows.ts';
import { levelOn, mayDecide } from '#shared/people/access.ts';
import { readDecidedAgents } from '#shared/people/decided-agents.ts';
import type { Person } from '#shared/people/person.ts';
import type { ActivityNumbers } from '#shared/routes/activity-routes.ts';
import { newestFrom } from '#shared/routes/page-query.ts';
import type { Tables } from '#shared/tables.ts';
import { type Counted, countUp } from './numbers.ts';

type CountDeps = { tables: Tables; now: () => Date };

/** Actions that are counted, newest first: a read of each, and of its decision. */
const MOST_ACTIONS = 1_000;
const MOST_AGENTS = 50;
const AT_ONCE = 100;
/** The route has 29 s. */
const COUNT_WITHIN_MS = 15_000;
const DAY_MS = 24 * 60 * 60_000;

/** Counts what one agent did in the last days (UTC), or all that this person decides for. */
export async function countActivity(
  { tables, now }: CountDeps,
  person: Person,
  { agentId, days }: { agentId?: string | undefined; days: number },
): Promise<ActivityNumbers> {
  const agents = agentId ? [await requireDecided(tables, person, agentId)] : await readDecidedAgents(tables, person);
  const began = now();
  const window = lastDays(began, days);
  const keys = await newestKeysOf(tables, agents.slice(0, MOST_AGENTS), window[0] ?? '', began);
  const counted: Counted[] = [];
  const isLate = () => now().getTime() - began.getTime() > COUNT_WITHIN_MS;
  // Some at a time, and of each only what is counted is kept: contents may be large.
  for (let from = 0; from < Math.min(keys.length, MOST_ACTIONS) && !isLate(); from += AT_ONCE) {
    const actions = await readActions(tables, keys.slice(from, Math.min(from + AT_ONCE, MOST_ACTIONS)));
    const rows = await readPresentRows(tables, actions);
    counted.push(...actions.map((action) => toCounted(action, rows.get(action.actionId))));
  }
  return { ...countUp(counted, window), partial: counted.length < keys.length || agents.length > MOST_AGENTS };
}

/** Whom an agent writes to is for those who decide for it. */
async function requireDecided(tables: Tables, person: Person, agentId: string): Promise<string> {
  const agent = await readAgent(tables, agentId);
  if (!agent || levelOn(person, agent) === 'none') throw new AppError('NOT_FOUND');
  if (!mayDecide(person, agent)) throw new AppError('NOT_ALLOWED');
  return agentId;
}

/** Today and the days before it. */
function lastDays(now: Date, days: number): string[] {
  return Array.from({ length: days }, (_, index) =>
    new Date(now.getTime() - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

async function newestKeysOf(tables: Tables, agentIds: string[], since: string, now: Date): Promise<HistoryKey[]> {
  const page = { limit: MOST_ACTIONS, before: newestFrom('', now), since };
  const found = await Promise.all(agentIds.map((agentId) => historyKeys(tables, agentId, page)));
  return found.flat().sort((a, b) => (a.historyAt > b.historyAt ? -1 : 1));
}

function toCounted(action: Action, row: LedgerRow | undefined): Counted {
  const { state, createdAt, judgement, edited } = action;
  return {
    ...{ state, createdAt, recipients: recipientsIn(action), decided: row && decidedOf(action, row) },
    // An edit is judged anew; what could be edited had been asked about.
    verdict: edited ? 'ask' : judgement.verdict,
  };
}

/** Of the first question: since when a later one waited is not known any more. */
function decidedOf({ createdAt }: Action, row: LedgerRow): Counted['decided'] {
  if (row.round !== 1 || (row.verdict !== 'approve' && row.verdict !== 'reject')) return undefined;
  return { verdict: row.verdict, afterMs: Date.parse(row.decidedAt) - Date.parse(createdAt) };
}
