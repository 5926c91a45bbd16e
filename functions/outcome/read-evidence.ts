import * as z from 'zod';
import { readPhoneEvidence } from './phone-evidence.ts';
import { readSesEvidence } from './ses-evidence.ts';

/** SNS invokes a function with one message at a time, in a list. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const SnsEvent = z.object({
  Records: z.tuple([z.object({ EventSource: z.literal('aws:sns'), Sns: z.object({ Message: z.string() }) })]),
});

/** What a provider's event says of an attempt: SES by way of EventBridge, End User Messaging by way of SNS. */
export function readEvidence(event: unknown) {
  const sns = SnsEvent.safeParse(event);
  if (!sns.success) return readSesEvidence(event);
  return readPhoneEvidence(JSON.parse(sns.data.Records[0].Sns.Message));
}
