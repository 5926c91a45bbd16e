import type { Action } from '../../shared/action/action.ts';
import { fold } from '../../shared/ledger/fold.ts';
import type { LedgerRow } from '../../shared/ledger/ledger.ts';
import type { Acknowledged } from './approver.ts';
import type { Truth } from './read-truth.ts';
import { isNote, markerIn, markerOf } from './what-is-asked.ts';

/** What people and senders were told is done: `asked` deliveries were taken, these clicks count. */
export type Told = { asked: number; acknowledged: Acknowledged[] };

export type Verdict = {
  /** By capability and in all: `requested`, `approved`, … and the effects that are really outside. */
  ledger: Record<string, Record<string, number>>;
  /** What has not ended; one sentence each. Not broken while a claim or a back-off may still run. */
  open: string[];
  /** What may never be; one sentence each. */
  broken: string[];
};

type Ended = 'rejected' | 'executed' | 'failed' | 'uncertain' | 'cancelled' | 'blocked';
const ENDED: readonly string[] = ['rejected', 'executed', 'failed', 'uncertain', 'cancelled'] satisfies Ended[];
const SURELY_NOT: readonly string[] = ['rejected', 'failed', 'cancelled', 'pending', 'blocked'];

/** Judges what a chaos run left. Pure. */
export function judgeChaos({ actions, rows, effects }: Truth, { asked, acknowledged }: Told): Verdict {
  const nameOf = (text: string) => `${markerIn(text) ?? 'unmarked'}${isNote(text) ? ' note' : ''}`;
  const actionsBy = Map.groupBy(actions, ({ content }) => nameOf(content));
  const rowsBy = Map.groupBy(rows, ({ actionId }) => actionId);
  const effectsBy = Map.groupBy(effects, ({ text }) => nameOf(text));
  const ledger: Verdict['ledger'] = {};
  const broken: string[] = [];
  const open: string[] = [];

  for (let number = 0; number < asked; number++)
    if (!actionsBy.has(markerOf(number))) open.push(`${markerOf(number)} was taken and not asked for`);
  for (const [name, some] of actionsBy) if (some.length > 1) broken.push(`${name} was asked for ${some.length} times`);
  for (const name of effectsBy.keys())
    if (!actionsBy.has(name)) broken.push(`${name} happened and was never asked for`);
  for (const { actionId, round, decisionId, verdict } of acknowledged) {
    const row = rowsBy.get(actionId)?.find((one) => one.round === round);
    const isThere = row && 'decisionId' in row && row.decisionId === decisionId && row.verdict === verdict;
    if (!isThere) broken.push(`${actionId} round ${round}: an acknowledged click is lost`);
  }
  for (const action of actions) {
    const name = nameOf(action.content);
    const its = { action, rows: rowsBy.get(action.actionId) ?? [], effects: effectsBy.get(name)?.length ?? 0 };
    count(ledger, its);
    broken.push(...wrongOf(its).map((what) => `${name} (${action.actionId}, ${action.state}) ${what}`));
    if (!ENDED.includes(action.state)) open.push(`${name} (${action.actionId}) is ${action.state}`);
  }
  return { ledger, open, broken };
}

type Its = { action: Action; rows: LedgerRow[]; effects: number };

/** What must hold of one action at any time. */
function wrongOf({ action, rows, effects }: Its): string[] {
  const folded = fold(rows);
  const isSettled = folded && ENDED.includes(folded.state);
  const { state } = folded ?? action;
  return [
    ...(effects > 1 ? [`happened ${effects} times`] : []),
    ...(state === 'executed' && effects === 0 ? ['never happened'] : []),
    ...(SURELY_NOT.includes(state) && effects > 0 ? ['happened all the same'] : []),
    ...(isSettled && ENDED.includes(action.state) && action.state !== folded.state
      ? [`is ${folded.state} in the ledger`]
      : []),
    ...(ENDED.includes(action.state) && !folded ? ['has ended without a row'] : []),
  ];
}

/** Adds an action to the line of its capability and to the last line. */
function count(ledger: Verdict['ledger'], { action, rows, effects }: Its): void {
  const columns = {
    ...{ requested: 1, approved: Number(rows.some(({ verdict }) => verdict === 'approve')) },
    ...{ allowed: Number(rows.some(({ verdict }) => verdict === 'allow')), rejected: 0, executed: 0, failed: 0 },
    ...{ uncertain: 0, open: Number(!ENDED.includes(action.state)), effects },
    ...(ENDED.includes(action.state) ? { [action.state]: 1 } : {}),
  };
  for (const line of [action.capability, 'all']) {
    ledger[line] ??= {};
    for (const [column, more] of Object.entries(columns)) ledger[line][column] = (ledger[line][column] ?? 0) + more;
  }
}
