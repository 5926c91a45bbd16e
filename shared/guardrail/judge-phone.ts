import type { Judgement } from './guardrail.ts';
import { type RunContext, recipientJudge } from './judge-recipients.ts';
import { compilePhoneAllowList, isPhoneListed } from './phone-allow-list.ts';
import { readPhone } from './phone-number.ts';
import type { PhoneSettings } from './phone-settings.ts';

const judgeRecipients = recipientJudge({
  read: readPhone,
  compile: compilePhoneAllowList,
  isListed: isPhoneListed,
  isListedAsWritten: ({ numbers }, text) => numbers.has(text),
});

/** Judges a text message or a call by the one number that it goes to. */
export function judgePhone(
  settings: PhoneSettings | undefined,
  { to }: { to: string },
  context: RunContext,
): Judgement {
  return judgeRecipients(settings, [{ field: 'to', text: to }], context);
}
