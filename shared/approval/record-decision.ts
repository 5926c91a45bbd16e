import type { Action } from '../action/action.ts';
import { editAction, isEdited } from '../action/action-edit-table.ts';
import { readAction } from '../action/action-table.ts';
import type { Agent } from '../agent/agent.ts';
import { readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { fold, mayHaveHappened, withRow } from '../ledger/fold.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import { readRows } from '../ledger/ledger-table.ts';
import { projectAction } from '../ledger/project.ts';
import { errorFields, log } from '../log.ts';
import type { Caller } from '../people/caller.ts';
import { mayDecide } from '../people/person.ts';
import { requireMember } from '../people/person-table.ts';
import type { Tables } from '../tables.ts';
import { carryOutDecision } from './carry-out-decision.ts';
import type { DecisionReply, DecisionRequest } from './decision.ts';
import { type Click, replyTo } from './decision-row.ts';
import { isBlockedNow, peopleNeeded } from './decision-settings.ts';
import { openQuestion, planDecision } from './plan-decision.ts';
import { prepareEdit } from './prepare-edit.ts';

export type DecideDeps = { tables: Tables; now: () => Date };

/** All that a decision was read from, and the click that it came with. */
type Reading = { action: Action; agent: Agent; rows: LedgerRow[]; click: Click & { asked: DecisionRequest } };

/** Races that one click may lose to other people before it gives up. */
const MAX_TRIES = 5;

/**
 * Records a person's decision: approve (with or without an edit), reject, withdraw, or send again. One conditional
 * write decides; whoever loses it is planned anew on the row that won, which either ends in a refusal that explains
 * itself by the current state, or in what can still be done. Refuses with NOT_FOUND who may not decide.
 */
export async function recordDecision(
  deps: DecideDeps,
  actionId: string,
  by: Caller,
  asked: DecisionRequest,
): Promise<DecisionReply> {
  const reading = await read(deps, actionId, by, asked);
  const { personId } = reading.click.person;
  let { action, rows } = reading;
  let { shown } = asked;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const stored = rows.map((row) => replyTo({ ...asked, personId }, row)).find((reply) => reply !== undefined);
    if (stored) return warned(stored, rows);
    if (tries === 0 && asked.edited !== undefined) ({ action, shown } = await applyEdit(deps, reading));
    const plan = await explained(deps, action, rows, () =>
      planDecision({
        ...{ action, rows, personId, asked: { verdict: asked.verdict, shown } },
        ...{ approversNeeded: peopleNeeded(reading.agent, action), isBlocked: isBlockedNow(reading.agent, action) },
      }),
    );
    const written = await carryOutDecision(deps.tables, action, plan, reading.click);
    if (!written.row) throw new AppError('BUSY');
    rows = withRow(rows, written.row);
    await showDecision(deps, action, rows);
    // An edit voids a first person's yes and goes on in the round after it; anybody else has to look again.
    if (plan.do === 'lapse_half' && asked.edited !== undefined) shown = { ...shown, round: plan.row.round + 1 };
    else if (written.won && plan.do !== 'lapse_half') logDecision(written.row, asked, personId);
  }
  throw new AppError('BUSY');
}

async function read(deps: DecideDeps, actionId: string, by: Caller, asked: DecisionRequest): Promise<Reading> {
  const { tables, now } = deps;
  const [person, agent, action, rows] = await Promise.all([
    requireMember(tables, by.personId),
    readAgent(tables, asked.shown.agentId),
    readAction(tables, actionId),
    readRows(tables, actionId),
  ]);
  if (!action || !agent || action.agentId !== agent.agentId || !mayDecide(person, agent))
    throw new AppError('NOT_FOUND');
  return { action, agent, rows, click: { person, by, asked, now: now() } };
}

/** Content first, then the decision. The same click finds the edit that it made before a crash. */
async function applyEdit({ tables, now }: DecideDeps, { action, agent, rows, click }: Reading) {
  const { shown, edited } = click.asked;
  const edit = prepareEdit(action, agent, edited, click);
  const asEdited = { ...shown, hash: edit.hash };
  if (isEdited(action, edit)) return { action, shown: asEdited };
  const { round, hash } = openQuestion({ action, rows }, shown);
  if (hash === edit.hash) return { action, shown };
  refuseEditOfSendAgain(rows);
  const sum = fold(rows)?.sum ?? 0;
  // The list may be behind the ledger, and the edit relies on what the list says.
  if (action.pv < sum) await projectAction(tables, action, now(), rows);
  const changed = await editAction(tables, action, round, edit);
  if (!changed) throw new AppError('CONTENT_CHANGED', { round });
  log.info('action edited', { actionId: action.actionId, round, personId: click.person.personId, hash: edit.hash });
  return { action: changed, shown: asEdited };
}

/** Plans; where the answer is a refusal, the list may have been behind what it explains, and is shown right first. */
async function explained<T>(deps: DecideDeps, action: Action, rows: LedgerRow[], plan: () => T): Promise<T> {
  try {
    return plan();
  } catch (refusal) {
    if (action.pv < (fold(rows)?.sum ?? 0)) await showDecision(deps, action, rows);
    throw refusal;
  }
}

/** What is sent again stands on the card as what may have been sent before: an edit would rewrite that. */
function refuseEditOfSendAgain(rows: LedgerRow[]): void {
  if (!rows.some((row) => row.state === 'half' && row.verdict === 'approve' && row.again)) return;
  const message = 'What is sent again is what was sent before: agree to it as it is, or reject it.';
  throw new AppError('INVALID_REQUEST', { errors: [{ path: 'edited', message }] });
}

/** The decision stands once its row does: an error here must not tell the person that nothing was changed. */
async function showDecision({ tables, now }: DecideDeps, action: Action, rows: LedgerRow[]): Promise<void> {
  try {
    await projectAction(tables, action, now(), rows);
  } catch (error) {
    log.warn('decision not shown yet', { actionId: action.actionId, ...errorFields(error) });
  }
}

function warned(reply: DecisionReply, rows: LedgerRow[]): DecisionReply {
  const others = rows.filter(({ round }) => round !== reply.round);
  return mayHaveHappened(others) && reply.state !== 'rejected' && reply.state !== 'withdrawn'
    ? { ...reply, mayArriveTwice: true }
    : reply;
}

function logDecision(
  { actionId, round, hash, state }: LedgerRow,
  { verdict }: DecisionRequest,
  personId: string,
): void {
  log.info('decided', { actionId, round, verdict, personId, hash, state });
}
