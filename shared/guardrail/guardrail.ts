import * as z from 'zod';
import { EmailEntry } from './email-allow-list.ts';

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

/** The rules about recipients: one toggle, or an allow-list with a rule inside and one outside it. */
export const EmailGuardrail = z.discriminatedUnion('restrict', [
  z.strictObject({ restrict: z.literal(false), askAlways: z.boolean() }),
  z.strictObject({
    restrict: z.literal(true),
    allowList: z.array(EmailEntry).max(5_000),
    inside: z.enum(['allow', 'ask']),
    outside: z.enum(['ask', 'block']),
  }),
]);
export type EmailGuardrail = z.infer<typeof EmailGuardrail>;

/** What an agent may do by email, and what is asked first. */
export const EmailSettings = z.strictObject({
  enabled: z.boolean(),
  guardrail: EmailGuardrail,
  /** Whether "notify agent" is ticked when an approver opens the card. */
  notifyAgentDefault: z.boolean().default(false),
  /** How many people must approve one action: with 2, another person than the first. */
  approversNeeded: z.union([z.literal(1), z.literal(2)]).default(1),
});
export type EmailSettings = z.infer<typeof EmailSettings>;

/** A new agent asks before everything. */
export const NEW_AGENT_EMAIL: EmailSettings = {
  enabled: true,
  guardrail: { restrict: false, askAlways: true },
  notifyAgentDefault: false,
  approversNeeded: 1,
};
