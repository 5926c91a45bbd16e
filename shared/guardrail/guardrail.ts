import * as z from 'zod';
import { approvalSettings, usageSettings } from './approval-settings.ts';
import { EmailEntry } from './email-allow-list.ts';
import { recipientGuardrail } from './recipient-settings.ts';

/** From the mildest to the strictest; the strictest of several wins, and of none it is `block`. */
export const VERDICTS = ['allow', 'ask', 'block'] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

const STRICTNESS = { allow: 0, ask: 1, block: 2 } as const satisfies Record<Verdict, number>;

export function strictest(verdicts: readonly Verdict[]): Verdict {
  let [found = 'block'] = verdicts;
  for (const verdict of verdicts) if (STRICTNESS[verdict] > STRICTNESS[found]) found = verdict;
  return found;
}

/** Which rule gave a verdict. Agents are told this code and never the list itself. */
export const RuleCode = z.enum([
  'no_approval_needed',
  'ask_always',
  'inside_list',
  'outside_list',
  'unreadable_recipient',
  'no_recipient',
  'capability_off',
  'unknown_capability',
  'untrusted_run',
  'agent_paused',
  'capability_blocked_by_workspace',
  'capability_blocked_by_team',
  'outside_hours',
  'limit_per_hour',
  'limit_per_day',
  'limit_per_recipient',
  'provider_refuses',
  'tool_changed',
  'passes_for_system',
  'foreign_file',
  'file_not_stored',
  'file_differs',
  'file_without_checksum',
]);
export type RuleCode = z.infer<typeof RuleCode>;

/** Why: one entry for each recipient, or one for the whole action. */
export const Reason = z.object({
  rule: RuleCode,
  verdict: Verdict,
  field: z.string().optional(),
  recipient: z.string().optional(),
});
export type Reason = z.infer<typeof Reason>;

export const Judgement = z.object({ verdict: Verdict, rule: RuleCode, reasons: z.array(Reason) });
export type Judgement = z.infer<typeof Judgement>;

/** A judgement of these reasons: the strictest verdict, by the first reason that gives it. */
export function summarise(reasons: Reason[]): Judgement {
  const verdict = strictest(reasons.map((reason) => reason.verdict));
  const rule = reasons.find((reason) => reason.verdict === verdict)?.rule ?? 'unknown_capability';
  return { verdict, rule, reasons };
}

/** One reason more: it can make a judgement stricter and never milder. */
export function withReason({ reasons }: Judgement, reason: Reason): Judgement {
  return summarise([...reasons, reason]);
}

export const EmailGuardrail = recipientGuardrail(EmailEntry);
export type EmailGuardrail = z.infer<typeof EmailGuardrail>;

/** What an agent may do by email, and what is asked first. */
export const EmailSettings = z.strictObject({
  enabled: z.boolean(),
  guardrail: EmailGuardrail,
  ...usageSettings,
  ...approvalSettings,
});
export type EmailSettings = z.infer<typeof EmailSettings>;

/** A new agent asks before everything. */
export const NEW_AGENT_EMAIL: EmailSettings = {
  enabled: true,
  guardrail: { restrict: false, askAlways: true },
  notifyAgentDefault: false,
  approversNeeded: 1,
};
