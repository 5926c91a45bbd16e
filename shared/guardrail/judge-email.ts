import { type ReadRecipient, readRecipient } from './email-address.ts';
import { compileEmailAllowList, type EmailAllowList, isListed } from './email-allow-list.ts';
import type { EmailSettings, Judgement } from './guardrail.ts';
import { type Recipient, type RunContext, recipientJudge } from './judge-recipients.ts';

/** Every place of an email that names somebody who gets it or its answers. */
export const RECIPIENT_FIELDS = ['to', 'cc', 'bcc', 'replyTo'] as const;
export type EmailRecipients = {
  to: string[];
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
  replyTo?: string[] | undefined;
};

const judgeRecipients = recipientJudge<ReadRecipient & { readable: true }, EmailAllowList>({
  read: readRecipient,
  compile: compileEmailAllowList,
  isListed,
  isListedAsWritten: ({ addresses }, text) => addresses.has(text),
});

/** Judges an email: every recipient in every field, the strictest verdict wins. */
export function judgeEmail(
  settings: EmailSettings | undefined,
  email: EmailRecipients,
  context: RunContext,
): Judgement {
  const recipients: Recipient[] = [];
  for (const field of RECIPIENT_FIELDS) for (const text of email[field] ?? []) recipients.push({ field, text });
  return judgeRecipients(settings, recipients, context);
}
