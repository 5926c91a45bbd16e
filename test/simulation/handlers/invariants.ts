import { sealed } from './contents.ts';
import { type Key, type Letter, type Process, type Row, rowId, type World } from './state.ts';
import { breaks, truthOf } from './truth.ts';

export function nameOf(world: World, { pk, round }: Key): string {
  const known = world.actions.find(({ actionId }) => pk.endsWith(actionId));
  return `${pk.startsWith('G#') ? 'G#' : ''}A${known?.action}#${round}`;
}

/** I3, I4: what a row says and what happened agree, at every moment; and one action has one open row (I1). */
export function checkRow(world: World, row: Row): undefined {
  const { effects } = truthOf(world, row);
  const name = nameOf(world, row);
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
    case 'approved':
    case 'claimed':
      checkOneOpen(world, row);
  }
}

/** A hostile role can set an allowed action's run beside a person's decision; the guardrail allowed it, so it counts as its own. */
function checkOneOpen(world: World, row: Row): undefined {
  for (const other of world.rows.values()) {
    const isOpen = other.state === 'approved' || other.state === 'claimed';
    if (other.actionId !== row.actionId || other.round === row.round || !isOpen) continue;
    if (world.mode === 'attack' && (other.round === 0 || row.round === 0)) continue;
    breaks(world, `I1 two live rows: ${nameOf(world, row)} and ${nameOf(world, other)}`);
  }
}

/** All that must be true at the instant of an effect. */
export function checkEffect(process: Process, key: Key, letter: Letter): undefined {
  const { world, saw } = process;
  const name = nameOf(world, key);
  const truth = truthOf(world, key);
  const row = world.rows.get(rowId(key));
  if (truth.effects > 1) breaks(world, `I1 second effect on row ${name}`);
  if (truth.wasUncertain) breaks(world, `I6 effect after row ${name} was uncertain`);
  if (!row) return breaks(world, `I1 effect on no row ${name}`);
  if (process.before.executed.some((id) => id !== rowId(key)))
    breaks(world, `I1 effect on ${name} although another round was known to be executed`);
  const known = world.actions.find(({ actionId }) => actionId === row.actionId);
  const hash = known && sealed(known, letter).hash;
  if (row.hash !== hash) breaks(world, `I2 effect of ${letter} differs from row ${name}`);
  if (world.strange.has(rowId(key))) breaks(world, `F20 effect on ${name}, in a state that nobody knows`);
  if (row.state !== 'claimed' || row.claimId !== process.claimId) checkRow(world, row);
  if (!saw.free) breaks(world, 'HOLD effect although hold was on during the whole run of the executor');
  if (!saw.unblocked) breaks(world, 'I8/block effect although blocked during the whole run of the executor');
  const clock = new Date(world.now + process.skewMs).toISOString();
  if (row.lapsesAt !== undefined && String(row.lapsesAt) <= clock)
    breaks(world, `P3 effect on ${name} after its authority lapsed`);
  if (key.round === 0) checkGuardrailEffect(process, row);
  else checkApprovals(world, row, hash ?? '');
}

function checkGuardrailEffect(process: Process, row: Row): undefined {
  const { world, saw } = process;
  if (!saw.allowed) breaks(world, 'I8/I2 G# effect never allowed during the run of the executor');
  const rounds = [...world.rows.values()].filter(({ actionId, round }) => actionId === row.actionId && round > 0);
  // Beside a hostile role the look at the rounds is a read before a write; what was there before the run must count.
  const known = world.mode === 'attack' ? process.before.rounds : rounds.length;
  if (known > 0) breaks(world, 'I1/I3 guardrail effect although people had decided');
}

/** I8: as many different people as the row says saw exactly this, in this round, and said yes. */
function checkApprovals(world: World, row: Row, hash: string): undefined {
  const second = row.second as { decisionId: string } | undefined;
  const ids = [row.decisionId, ...(second ? [second.decisionId] : [])];
  const yes = world.clicks.filter(({ decisionId, agreed, round, verdict, hasEdit }) => {
    const roundAgreed = verdict === 'send_again' ? round + 1 : round;
    // An edit voids a first person's yes and goes on in the round after it.
    return ids.includes(decisionId) && agreed === hash && (roundAgreed === row.round || (hasEdit && round < row.round));
  });
  const people = new Set(yes.map(({ personId }) => personId));
  if (people.size < ids.length)
    breaks(
      world,
      `I8/I2 effect on ${nameOf(world, row)}: shown to and approved by ${people.size} of ${ids.length} people`,
    );
}

/** I8 and I7 at the instant of a decision: enough people, and different ones. */
export function checkDecision(process: Process, before: Row | undefined, row: Row): undefined {
  const { world, saw } = process;
  const name = nameOf(world, row);
  if (before && before.state !== 'half' && before.state !== 'approved')
    breaks(world, `I7 ${name} was ${before.state} and is ${row.state} by a second decision`);
  if (row.state !== 'approved') return;
  const second = row.second as { decidedBy: string } | undefined;
  if (!second && !saw.oneEnough) breaks(world, `I8 ${name} approved by one person where the settings want two`);
  if (second?.decidedBy === row.decidedBy) breaks(world, `I8 ${name} approved twice by the same person`);
}
