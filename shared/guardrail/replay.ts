import type { Action } from '../action/action.ts';
import { type Content, openContent } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import { type Judgement, withReason } from './guardrail.ts';
import { capabilitiesOf, type Toggled } from './inherit.ts';
import { judge } from './judge.ts';
import { countersOf } from './limits.ts';
import { countedAs, recipientsOf, usageOf } from './usage.ts';

/** What people said of an action, as far as its state tells; nothing where nobody was asked or nobody has answered. */
export function saidOf({
  state,
  edited,
  judgement,
}: Action): 'approved' | 'rejected' | 'edited' | 'withdrew' | undefined {
  if (state === 'rejected') return 'rejected';
  if (state === 'cancelled') return 'withdrew';
  if (edited) return 'edited';
  const wasAsked = judgement.verdict === 'ask';
  return wasAsked && ['approved', 'executed', 'failed', 'uncertain'].includes(state) ? 'approved' : undefined;
}

/** What the agent asked for, before a person edited it; undefined where that cannot be read any more. */
export function askedContent({ capability, content, proposed }: Action): Content | undefined {
  try {
    return openContent(capability, proposed ?? content);
  } catch {
    return undefined;
  }
}

type Rules = { toggled: Toggled; systemSender: string };

/**
 * Judges actions of the past as the gate would have by other settings, each at the time when it was asked for; limits are
 * counted among these actions, oldest first. Pure. In the order given.
 */
export function replay(
  agent: Agent,
  rules: Rules,
  actions: readonly Action[],
): { action: Action; judgement: Judgement }[] {
  const counts = new Map<string, number>();
  const judged = actions
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
    .flatMap((action) => {
      const content = askedContent(action);
      return content ? [{ action, judgement: judgeThen(agent, rules, { action, content }, counts) }] : [];
    });
  const place = new Map(actions.map(({ actionId }, index) => [actionId, index]));
  return judged.toSorted(
    (one, other) => (place.get(one.action.actionId) ?? 0) - (place.get(other.action.actionId) ?? 0),
  );
}

function judgeThen(
  agent: Agent,
  { toggled: settings, systemSender }: Rules,
  { action, content }: { action: Action; content: Content },
  counts: Map<string, number>,
): Judgement {
  const now = new Date(action.createdAt);
  // A pause is of now, and says nothing of the settings that are tried.
  const judgement = judge({ ...agent, paused: false }, content, {
    tainted: action.tainted,
    systemSender,
    settings,
    now,
  });
  const { limits } = usageOf(capabilitiesOf(agent, settings), content);
  if (!limits || judgement.verdict === 'block') return judgement;
  const counters = countersOf(limits, recipientsOf(content), now).map((counter) => {
    return { ...counter, key: [countedAs(content), counter.period, counter.recipient ?? ''].join('#') };
  });
  const full = counters.find(({ key, most }) => (counts.get(key) ?? 0) >= most);
  if (full) return withReason(judgement, { rule: full.rule, verdict: limits.beyond });
  for (const { key } of counters) counts.set(key, (counts.get(key) ?? 0) + 1);
  return judgement;
}
