import * as z from 'zod';
import { approvalSettings } from './approval-settings.ts';
import { EmailEntry } from './email-allow-list.ts';
import { recipientGuardrail } from './recipient-settings.ts';

/** From the mildest to the strictest; the strictest of several wins, and of none it is `block`. */
export const VERDICTS = ['allow', 'ask', 'block'] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

export function strictest(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS[Math.max(...verdicts.map((verdict) => VERDICTS.indexOf(verdict)))] ?? 'block';
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
  'provider_refuses',
  'tool_changed',
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

export const EmailGuardrail = recipientGuardrail(EmailEntry);
export type EmailGuardrail = z.infer<typeof EmailGuardrail>;

/** What an agent may do by email, and what is asked first. */
export const EmailSettings = z.strictObject({
  enabled: z.boolean(),
  guardrail: EmailGuardrail,
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
