import { type ReadRecipient, readRecipient } from './email-address.ts';
import { compileEmailAllowList, type EmailAllowList, isListed } from './email-allow-list.ts';
import { type EmailGuardrail, type EmailSettings, type Judgement, type Reason, strictest } from './guardrail.ts';

/** Every place of an email that names somebody who gets it or its answers. */
const RECIPIENT_FIELDS = ['to', 'cc', 'bcc', 'replyTo'] as const;
export type EmailRecipients = {
  to: string[];
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
  replyTo?: string[] | undefined;
};

export type JudgeContext = {
  /** The run was started by somebody whom the trigger could not vouch for. */
  tainted: boolean;
};

/** By the list itself: every reading of the settings makes a new object, and a list is compiled once all the same. */
const compiled = new Map<string, EmailAllowList>();
const KEPT_LISTS = 50;

function allowListOf(guardrail: EmailGuardrail & { restrict: true }): EmailAllowList {
  const key = guardrail.allowList.join('\n');
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= KEPT_LISTS) compiled.clear();
  const list = compileEmailAllowList(guardrail.allowList);
  compiled.set(key, list);
  return list;
}

/**
 * Judges an email: every recipient in every field, the strictest verdict wins. Fails closed: no settings, no
 * recipient or one that cannot be read is never `allow`.
 */
export function judgeEmail(
  settings: EmailSettings | undefined,
  email: EmailRecipients,
  context: JudgeContext,
): Judgement {
  if (!settings) return whole('unknown_capability', 'block');
  if (!settings.enabled) return whole('capability_off', 'block');
  const recipients = RECIPIENT_FIELDS.flatMap((field) => (email[field] ?? []).map((text) => ({ field, text })));
  if (recipients.length === 0) return whole('no_recipient', 'block');
  const reasons = recipients.map(({ field, text }) => judgeRecipient(settings.guardrail, field, text));
  const judged = summarise(reasons);
  if (judged.verdict !== 'allow' || !context.tainted) return judged;
  return summarise([...reasons, { rule: 'untrusted_run', verdict: 'ask' }]);
}

function judgeRecipient(guardrail: EmailGuardrail, field: string, text: string): Reason {
  const recipient = readRecipient(text);
  const about = { field, recipient: recipient.readable ? recipient.address : text };
  if (!recipient.readable) return { ...about, rule: 'unreadable_recipient', verdict: 'block' };
  return { ...about, ...judgeReadable(guardrail, recipient) };
}

function judgeReadable(
  guardrail: EmailGuardrail,
  recipient: ReadRecipient & { readable: true },
): Pick<Reason, 'rule' | 'verdict'> {
  if (!guardrail.restrict) {
    return guardrail.askAlways
      ? { rule: 'ask_always', verdict: 'ask' }
      : { rule: 'no_approval_needed', verdict: 'allow' };
  }
  return isListed(allowListOf(guardrail), recipient)
    ? { rule: 'inside_list', verdict: guardrail.inside }
    : { rule: 'outside_list', verdict: guardrail.outside };
}

function whole(rule: Reason['rule'], verdict: Reason['verdict']): Judgement {
  return summarise([{ rule, verdict }]);
}

function summarise(reasons: Reason[]): Judgement {
  const verdict = strictest(reasons.map((reason) => reason.verdict));
  const rule = reasons.find((reason) => reason.verdict === verdict)?.rule ?? 'unknown_capability';
  return { verdict, rule, reasons };
}
