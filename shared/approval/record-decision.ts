import type { Action } from '../action/action.ts';
import { editAction, isEdited } from '../action/action-edit-table.ts';
import type { Agent } from '../agent/agent.ts';
import { AppError } from '../errors.ts';
import { NOTHING_SWITCHED, type Toggled } from '../guardrail/inherit.ts';
import { mayHaveHappened, withRow } from '../ledger/fold.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import { log } from '../log.ts';
import { levelOn, mayDecideOn } from '../people/access.ts';
import type { Caller } from '../people/caller.ts';
import type { ReadMode, Tables } from '../tables.ts';
import { readSettings } from '../workspace/settings.ts';
import { carryOutDecision } from './carry-out-decision.ts';
import type { DecisionReply, DecisionRequest } from './decision.ts';
import { type Click, replyTo } from './decision-row.ts';
import { isBlockedNow, peopleNeeded } from './decision-settings.ts';
import { type DecisionPlan, openQuestion, planDecision } from './plan-decision.ts';
import { prepareEdit } from './prepare-edit.ts';
import { readFirstQuestion, readQuestion } from './read-question.ts';
import { refuseBySettings } from './refuse-by-settings.ts';

/** `systemSender`: what an edit may not make an email look like it comes from. */
export type DecideDeps = { tables: Tables; now: () => Date; systemSender: string };

/** All that a decision was read from, how it was read, and the click that it came with. */
type Reading = {
  action: Action;
  agent: Agent;
  settings: Toggled;
  rows: LedgerRow[];
  mode: ReadMode;
  click: Click & { asked: DecisionRequest };
};

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
  const isPlain = asked.edited === undefined && (asked.verdict === 'approve' || asked.verdict === 'reject');
  const first = isPlain && (await read(deps, actionId, by, asked, 'eventual'));
  const reply = first && (await decideOn(deps, first));
  return reply || (await decideSurely(deps, actionId, by, asked));
}

async function decideSurely(...[deps, ...click]: Parameters<typeof recordDecision>): Promise<DecisionReply> {
  const reading = await read(deps, ...click, 'consistent');
  const reply = reading && (await decideOn(deps, reading));
  if (!reply) throw new AppError(reading ? 'BUSY' : 'NOT_FOUND');
  return reply;
}

/** Decides on what was read; undefined where it has to be read again first. */
async function decideOn(deps: DecideDeps, reading: Reading): Promise<DecisionReply | undefined> {
  const { click } = reading;
  const { asked, person } = click;
  let { action, rows } = reading;
  let { shown } = asked;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const stored = rows.map((row) => replyTo({ ...asked, personId: person.personId }, row)).find(Boolean);
    if (stored) return warned(stored, rows);
    refuseBySettings(reading.agent, action, click);
    if (tries === 0 && asked.edited !== undefined) ({ action, shown } = await applyEdit(deps, reading));
    const plan = planOn(reading, { action, rows, shown, tries });
    if (!plan) return undefined;
    const written = await carryOutDecision(deps.tables, action, plan, click);
    if (!written.row) throw new AppError('BUSY');
    rows = withRow(rows, written.row);
    // An edit voids a first person's yes and goes on in the round after it; anybody else has to look again.
    if (plan.do === 'lapse_half' && asked.edited !== undefined) shown = { ...shown, round: plan.row.round + 1 };
    else if (written.won && plan.do !== 'lapse_half') logDecision(written.row, asked, person.personId);
  }
  throw new AppError('BUSY');
}

type Now = Pick<Reading, 'action' | 'rows'> & { shown: DecisionRequest['shown']; tries: number };

/**
 * What to write. Of an eventual reading the condition of the write proves all that it needs: no row of this round, or the
 * half row of this version. What would refuse the person, or void another one's yes, has to be read again (undefined), but
 * for a lost race: then the row that won is known.
 */
function planOn(
  { agent, settings, click, mode }: Reading,
  { action, rows, shown, tries }: Now,
): DecisionPlan | undefined {
  const { verdict } = click.asked;
  try {
    const plan = planDecision({
      ...{ action, rows, personId: click.person.personId, asked: { verdict, shown } },
      approversNeeded: peopleNeeded(agent, action),
      isBlocked: isBlockedNow(agent, action, { settings, now: click.now }),
    });
    return mode === 'eventual' && plan.do === 'lapse_half' ? undefined : plan;
  } catch (refusal) {
    const isLostRace = tries > 0 && refusal instanceof AppError && refusal.code === 'ALREADY_DECIDED';
    if (mode === 'eventual' && refusal instanceof AppError && !isLostRace) return undefined;
    throw refusal;
  }
}

/**
 * What a decision needs; undefined where it has to be read again, consistently. What the workspace turned off is not looked
 * at for a plain yes: the executor does, right before it would run, and refuses.
 */
async function read(
  { tables, now }: DecideDeps,
  actionId: string,
  by: Caller,
  asked: DecisionRequest,
  mode: ReadMode,
): Promise<Reading | undefined> {
  const { agentId, round } = asked.shown;
  const about = { actionId, agentId, personId: by.personId };
  const isFirst = mode === 'eventual' && round === 1;
  const [found, settings] = await Promise.all([
    isFirst ? readFirstQuestion(tables, about) : readQuestion(tables, about, mode),
    mode === 'eventual' ? NOTHING_SWITCHED : readSettings(tables),
  ]);
  if (!found) return undefined;
  const { person, agent, action, rows } = found;
  if (!agent || levelOn(person, agent) === 'none') throw new AppError('NOT_FOUND');
  if (!action || action.agentId !== agent.agentId) return undefined;
  if (!mayDecideOn(person, agent, action)) throw new AppError('NOT_FOUND');
  return { action, agent, settings, rows, mode, click: { person, by, asked, now: now() } };
}

/** Content first, then the decision. The same click finds the edit that it made before a crash. */
async function applyEdit({ tables, systemSender }: DecideDeps, { action, agent, settings, rows, click }: Reading) {
  const { shown, edited } = click.asked;
  const edit = prepareEdit(action, { agent, settings, systemSender }, edited, click);
  const asEdited = { ...shown, hash: edit.hash };
  if (isEdited(action, edit)) return { action, shown: asEdited };
  const { round, hash } = openQuestion({ action, rows }, shown);
  if (hash === edit.hash) return { action, shown };
  refuseEditOfSendAgain(rows);
  const changed = await editAction(tables, action, edit);
  if (!changed) throw new AppError('CONTENT_CHANGED', { round });
  log.info('action edited', { actionId: action.actionId, round, personId: click.person.personId, hash: edit.hash });
  return { action: changed, shown: asEdited };
}

/** What is sent again stands on the card as what may have been sent before: an edit would rewrite that. */
function refuseEditOfSendAgain(rows: LedgerRow[]): void {
  if (!rows.some((row) => row.state === 'half' && row.verdict === 'approve' && row.again)) return;
  const message = 'What is sent again is what was sent before: agree to it as it is, or reject it.';
  throw new AppError('INVALID_REQUEST', { errors: [{ path: 'edited', message }] });
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
