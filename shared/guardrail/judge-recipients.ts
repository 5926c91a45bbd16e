import { type Judgement, type Reason, summarise } from './guardrail.ts';
import type { RecipientGuardrail, RecipientSettings } from './recipient-settings.ts';

export type RunContext = {
  /** The run was started by somebody whom the trigger could not vouch for. */
  tainted: boolean;
  /** Where the system's own emails come from, which no agent's may look like. */
  systemSender?: string | undefined;
};

/** Somebody whom an action would reach, as the content names them. */
export type Recipient = { field: string; text: string };

/** How the recipients of one channel are read and listed. `address` is what people are shown and what is sent to. */
export type Channel<Read extends { address: string }, AllowList> = {
  read(text: string): ({ readable: true } & Read) | { readable: false };
  compile(entries: readonly string[]): AllowList;
  isListed(list: AllowList, recipient: Read): boolean;
  /** True when the list has exactly this text as an address in the one spelling that reading it would give. */
  isListedAsWritten(list: AllowList, text: string): boolean;
};

export type JudgeRecipients = (
  settings: RecipientSettings | undefined,
  recipients: readonly Recipient[],
  context: RunContext,
) => Judgement;

/**
 * Judges whom an action would reach: every recipient, the strictest verdict wins. Fails closed: no settings, no
 * recipient or one that cannot be read is never `allow`.
 */
export function recipientJudge<Read extends { address: string }, AllowList>(
  channel: Channel<Read, AllowList>,
): JudgeRecipients {
  const allowListOf = compiledOnce(channel.compile);
  const judgeOne = (guardrail: RecipientGuardrail, { field, text }: Recipient): Reason => {
    const list = guardrail.restrict ? allowListOf(guardrail.allowList) : undefined;
    // Most recipients stand in the list as they are in the content: then the list was read, and that will do.
    if (list && guardrail.restrict && channel.isListedAsWritten(list, text))
      return { field, recipient: text, rule: 'inside_list', verdict: guardrail.inside };
    const read = channel.read(text);
    if (!read.readable) return { field, recipient: text, rule: 'unreadable_recipient', verdict: 'block' };
    const { rule, verdict } = judgeReadable(guardrail, list !== undefined && channel.isListed(list, read));
    return { field, recipient: read.address, rule, verdict };
  };
  return (settings, recipients, context) => {
    if (!settings) return summarise([{ rule: 'unknown_capability', verdict: 'block' }]);
    if (!settings.enabled) return summarise([{ rule: 'capability_off', verdict: 'block' }]);
    if (recipients.length === 0) return summarise([{ rule: 'no_recipient', verdict: 'block' }]);
    const reasons = recipients.map((recipient) => judgeOne(settings.guardrail, recipient));
    const judged = summarise(reasons);
    if (judged.verdict !== 'allow' || !context.tainted) return judged;
    return summarise([...reasons, { rule: 'untrusted_run', verdict: 'ask' }]);
  };
}

const KEPT_LISTS = 50;

/** Each list is compiled once, though every reading of the settings makes a new object of it. */
function compiledOnce<AllowList>(compile: (entries: readonly string[]) => AllowList) {
  const byObject = new WeakMap<readonly string[], AllowList>();
  const byContent = new Map<string, AllowList>();
  return (entries: readonly string[]): AllowList => {
    const same = byObject.get(entries);
    if (same) return same;
    const content = entries.join('\n');
    const list = byContent.get(content) ?? compile(entries);
    if (byContent.size >= KEPT_LISTS) byContent.clear();
    byContent.set(content, list);
    byObject.set(entries, list);
    return list;
  };
}

function judgeReadable(guardrail: RecipientGuardrail, isInside: boolean): Pick<Reason, 'rule' | 'verdict'> {
  if (!guardrail.restrict) {
    return guardrail.askAlways
      ? { rule: 'ask_always', verdict: 'ask' }
      : { rule: 'no_approval_needed', verdict: 'allow' };
  }
  return isInside
    ? { rule: 'inside_list', verdict: guardrail.inside }
    : { rule: 'outside_list', verdict: guardrail.outside };
}
