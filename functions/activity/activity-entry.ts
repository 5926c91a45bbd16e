import type { Action } from '#shared/action/action.ts';
import type { Trigger } from '#shared/agent/conversation.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import type { ActivityEntry } from '#shared/routes/activity-routes.ts';

/** An action as the list of what agents did shows it, with the ledger's row of the round that it is in. */
export function toEntry(action: Action, row: LedgerRow | undefined, trigger: Trigger | undefined): ActivityEntry {
  const { actionId, agentId, agentName, capability, summary, state, judgement, round, createdAt } = action;
  const { origin, tainted, conversationId, edited } = action;
  return {
    ...{ actionId, agentId, agentName, capability, summary, state, round, createdAt, origin, tainted, conversationId },
    ...{ verdict: judgement.verdict, rule: judgement.rule },
    ...(trigger ? { trigger } : {}),
    ...(edited ? { editedBy: edited.byName } : {}),
    ...(row ? { ...decisionOf(row), ...outcomeOf(row) } : {}),
  };
}

/** Who ended it last, or else who agreed. */
function decisionOf(row: LedgerRow): Pick<ActivityEntry, 'decision'> {
  if ('stopped' in row && row.stopped) {
    const { verdict, decidedByName: by, decidedAt: at } = row.stopped;
    return { decision: { verdict, by, at } };
  }
  if (row.verdict === 'allow') return {};
  const { verdict, decidedByName: by, decidedAt: at } = row;
  const second = 'second' in row ? row.second?.decidedByName : undefined;
  return { decision: { verdict, by, at, ...(second ? { second } : {}) } };
}

function outcomeOf(row: LedgerRow): Pick<ActivityEntry, 'outcome'> {
  if (!('outcome' in row)) return {};
  return { outcome: { code: row.outcome.code, ...('settledAt' in row ? { at: row.settledAt } : {}) } };
}
