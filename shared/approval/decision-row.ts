import type { Action } from '../action/action.ts';
import { newId } from '../ids.ts';
import { after, authorityMs } from '../ledger/authority.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import type { Caller } from '../people/caller.ts';
import type { Person } from '../people/person.ts';
import type { DecisionReply, DecisionRequest } from './decision.ts';
import { howDecided } from './how-decided.ts';
import type { DecisionPlan } from './plan-decision.ts';

/** Who decides, by which click, when. */
export type Click = {
  person: Person;
  by: Caller;
  asked: Pick<DecisionRequest, 'decisionId' | 'note' | 'notifyAgent' | 'rendering' | 'openedAt'>;
  now: Date;
};

/** The part of a row that says who decided. */
export function deciderOf({ person, by, asked, now }: Click) {
  return {
    ...{ decidedBy: person.personId, decidedByName: person.name, decidedAt: now.toISOString() },
    ...{ decisionId: asked.decisionId, signedInAt: by.signedInAt },
    ...howDecided(by, asked, now),
  };
}

export function secondBy(click: Click) {
  return { ...deciderOf(click), ...wishOf(click) };
}

export function stoppedBy(click: Click, verdict: 'reject' | 'withdraw') {
  return { ...deciderOf(click), verdict, ...noteOf(click), ...wishOf(click) };
}

function wishOf({ asked: { notifyAgent } }: Click) {
  return notifyAgent ? { notifyAgent } : {};
}

function noteOf({ asked: { note } }: Click) {
  return note ? { note } : {};
}

/** A new row of a person's decision on this content. */
export function decisionRow(
  action: Action,
  hash: string,
  plan: DecisionPlan & { do: 'open' },
  click: Click & { asked: Pick<DecisionRequest, 'verdict'> },
) {
  const { actionId, agentId, capability, conversationId, origin } = action;
  const decided = {
    ...{ pk: actionId, round: plan.round, writer: newId('wrt'), actionId, agentId, capability, conversationId },
    ...{
      origin,
      hash,
      notifyAgent: origin === 'chat' || click.asked.notifyAgent,
      ...deciderOf(click),
      ...noteOf(click),
      ...(plan.isFirst ? { first: true as const } : {}),
    },
  };
  const again = click.asked.verdict === 'send_again' ? { again: true as const } : {};
  switch (plan.state) {
    case 'approved':
      return {
        ...decided,
        verdict: 'approve' as const,
        ...again,
        state: plan.state,
        lapsesAt: lapsesAt(action, click.now),
      };
    case 'half':
      return { ...decided, verdict: 'approve' as const, ...again, state: plan.state };
    case 'rejected':
      return { ...decided, verdict: 'reject' as const, state: plan.state };
    case 'withdrawn':
      return { ...decided, verdict: 'withdraw' as const, state: plan.state };
  }
}

export function lapsesAt({ capability }: Action, now: Date): string {
  return after(now, authorityMs(capability));
}

type Decider = { decidedBy: string; decidedByName: string; decidedAt: string; decisionId: string };

/** The clicks that a row is made of: its first decision, a second person's, and one that ended it. */
function clicksOf(row: LedgerRow): (Decider & { verdict: DecisionRequest['verdict'] })[] {
  const stopped = 'stopped' in row && row.stopped ? [row.stopped] : [];
  if (row.verdict === 'allow') return stopped;
  const first = { ...row, verdict: 'again' in row && row.again ? ('send_again' as const) : row.verdict };
  const second = 'second' in row && row.second ? [{ ...row.second, verdict: 'approve' as const }] : [];
  return [first, ...second, ...stopped];
}

/** The answer to a click that a row holds, whenever it was stored; undefined when the row does not hold it. */
export function replyTo(
  click: Pick<DecisionRequest, 'decisionId' | 'verdict'> & { personId: string },
  row: LedgerRow,
): DecisionReply | undefined {
  const stored = clicksOf(row).find(
    ({ decisionId, decidedBy, verdict }) =>
      decisionId === click.decisionId && decidedBy === click.personId && verdict === click.verdict,
  );
  if (!stored) return undefined;
  const { actionId, round, state } = row;
  return {
    actionId,
    round,
    verdict: stored.verdict,
    decidedBy: stored.decidedByName,
    decidedAt: stored.decidedAt,
    state,
  };
}
