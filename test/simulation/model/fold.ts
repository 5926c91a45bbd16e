import type { ActionState, Row, RowState, World } from './state.ts';

export type Fold = { state: ActionState; round: number; sum: number; row: Row };
type Rows = readonly (Row | undefined)[];

const SHOWN: Record<RowState, ActionState> = {
  ...{ half: 'pending', approved: 'approved', claimed: 'approved', executed: 'executed', failed: 'failed' },
  ...{ uncertain: 'uncertain', rejected: 'rejected', withdrawn: 'cancelled', lapsed: 'pending', declined: 'pending' },
};

function latest(rows: Rows, isIt: (state: RowState) => boolean): Row | undefined {
  for (let round = rows.length - 1; round >= 0; round--) {
    const row = rows[round];
    if (row && isIt(row.state)) return row;
  }
  return undefined;
}

const isOpen = (state: RowState) => state === 'approved' || state === 'claimed' || state === 'half';
const isExecuted = (state: RowState) => state === 'executed';
const isUncertain = (state: RowState) => state === 'uncertain';
const isAny = () => true;

export function sumOf(rows: Rows): number {
  let sum = 0;
  for (const row of rows) if (row) sum += row.v;
  return sum;
}

/** What all rows of an action say together: the latest open one, else executed, else uncertain, else the latest. */
export function fold({ design }: World, rows: Rows): Fold | undefined {
  const row = design.rules.foldAll
    ? (latest(rows, isOpen) ?? latest(rows, isExecuted) ?? latest(rows, isUncertain) ?? latest(rows, isAny))
    : latest(rows, isAny);
  if (!row) return undefined;
  const asksAgain = row.state === 'lapsed' || row.state === 'declined';
  const round = asksAgain ? row.round + 1 : Math.max(1, row.round);
  return { state: SHOWN[row.state], round, sum: sumOf(rows), row };
}

/** The row of the highest round, `G#` if there is no other. */
export function highest(rows: Rows): Row | undefined {
  return latest(rows, isAny);
}
