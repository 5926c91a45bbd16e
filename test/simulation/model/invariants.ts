import { fold } from './fold.ts';
import { CONTENT_NAMES, type Content, type Process, type Row, rowName, type Truth, type World } from './state.ts';

/** Keeps the first thing that went wrong; the run ends there. */
export function breaks(world: World, what: string): undefined {
  world.broken ??= what;
}

export function truthOf(world: World, action: number, round: number): Truth {
  const truths = world.truths[action] ?? [];
  truths[round] ??= {
    ...{ effects: 0, need: 1, wasUncertain: false, positiveHandled: false, tries: [], keyUntil: 0, winners: [] },
  };
  return truths[round];
}

/** I3, I4: what a row says and what happened agree, at every moment; and one action has one open row (I1). */
export function checkRow(world: World, row: Row): undefined {
  const { effects } = truthOf(world, row.action, row.round);
  const name = rowName(row.action, row.round);
  switch (row.state) {
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
    case 'declined':
      if (effects > 0) breaks(world, `I3 ${name} ${row.state} but has an effect`);
      return;
    case 'failed':
      if (effects > 0) breaks(world, `I4 ${name} recorded failed with an effect`);
      return;
    case 'executed':
      if (effects === 0) breaks(world, `I4 ${name} recorded executed without an effect`);
      return;
    case 'uncertain':
      truthOf(world, row.action, row.round).wasUncertain = true;
      return;
    case 'approved':
    case 'claimed':
      checkOneOpen(world, row);
  }
}

/** A hostile role can set an allowed action's run beside a person's decision; the guardrail allowed it, so it counts as its own. */
function checkOneOpen(world: World, row: Row): undefined {
  for (const other of world.rows[row.action] ?? []) {
    if (!other || other.round === row.round || (other.state !== 'approved' && other.state !== 'claimed')) continue;
    if (world.design.mode === 'attack' && (other.round === 0 || row.round === 0)) continue;
    const names = `${rowName(row.action, row.round)} and ${rowName(row.action, other.round)}`;
    breaks(world, `I1 two live rows: ${names}`);
  }
}

/** All that must be true at the instant of an effect. */
export function checkEffect(world: World, process: Process, content: Content): undefined {
  const { action, round } = process;
  const name = rowName(action, round);
  const truth = truthOf(world, action, round);
  const row = world.rows[action]?.[round];
  if (truth.effects > 1) breaks(world, `I1 second effect on row ${name}`);
  if (truth.wasUncertain) breaks(world, `I6 effect after row ${name} was uncertain`);
  if (!row) return breaks(world, `I1 effect on no row ${name}`);
  if (process.knewExecuted) breaks(world, `I1 effect on ${name} although another round was known to be executed`);
  if (row.hash !== content)
    breaks(world, `I2 effect of ${CONTENT_NAMES[content]} differs from row ${name}: ${CONTENT_NAMES[row.hash]}`);
  if (row.state !== 'claimed' || row.claim !== process.id) checkRow(world, row);
  if (!process.wasFree) breaks(world, 'HOLD effect although hold was on during the whole run of the executor');
  if ((process.unblockedBits & (1 << content)) === 0)
    breaks(world, 'I8/block effect although the settings blocked it during the whole run of the executor');
  if (round === 0) return checkGuardrailEffect(world, process, content);
  const people = new Set(row.approvals.filter((a) => a.content === content && a.round === round).map((a) => a.person));
  if (people.size < truth.need)
    breaks(world, `I8/I2 effect on ${name}: shown to and approved by ${people.size} of ${truth.need} people`);
}

function checkGuardrailEffect(world: World, process: Process, content: Content): undefined {
  if ((process.allowedBits & (1 << content)) === 0)
    breaks(world, 'I8/I2 G# effect never allowed during the run of the executor');
  const rounds = world.rows[process.action] ?? [];
  // Beside a hostile role the look at the rounds is a read before a write; what was there before the run must count.
  const known = world.design.mode === 'attack' ? process.roundsAtStart : rounds.length - 1;
  if (known > 0) breaks(world, `I1/I3 guardrail effect although round ${known} is ${rounds[known]?.state}`);
}

/** I5, I9, I10: after a drain in which only sweeps work, nothing is stuck and everybody sees what is true. */
export function checkDrained(world: World): undefined {
  world.work.forEach((item, action) => {
    const rows = world.rows[action] ?? [];
    for (const row of rows) {
      if (!row) continue;
      const name = rowName(action, row.round);
      // Whoever may write any item can also stop its execution; that is no more than not asking for it.
      if (row.state === 'claimed') breaks(world, `I5 ${name} stuck claimed`);
      if (row.state === 'approved' && world.design.mode !== 'attack') breaks(world, `I5 ${name} stuck approved`);
      if (row.state === 'uncertain' && truthOf(world, action, row.round).positiveHandled)
        breaks(world, `I10 positive evidence for ${name} handled, row still uncertain`);
    }
    if (item && world.design.mode !== 'attack') checkShown(world, action);
  });
}

function checkShown(world: World, action: number): undefined {
  const item = world.work[action];
  const rows = world.rows[action] ?? [];
  const states = rows.flatMap((row) => row?.state ?? []);
  if (!item) return;
  if (item.state === 'allowed') return breaks(world, `I5 A${action} stuck allowed`);
  // A question that waits for its second person is asked before anything else is said.
  const asks = states.includes('half');
  if (!asks && states.includes('executed') && item.state !== 'executed')
    return breaks(world, `I9 A${action} shown ${item.state} although a round is executed`);
  if (!asks && !states.includes('executed') && states.includes('uncertain') && item.state !== 'uncertain')
    return breaks(world, `I9 A${action} shown ${item.state} although a round is uncertain`);
  const said = fold(world, rows);
  if (!said) return;
  if (item.state !== said.state || (said.state === 'pending' && item.round !== said.round))
    breaks(world, `I5 A${action} shows ${item.state} r${item.round}, ledger says ${said.state} r${said.round}`);
  if (rows.some((row) => row?.due)) breaks(world, `I5 A${action} is never taken off the sweep's list`);
}
