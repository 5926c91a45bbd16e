import { contentFields } from './content-fields.ts';

/** What would happen, in one sentence that is made from the content alone and never from an agent's words. */
export function sentenceOf(capability: string, content: Record<string, unknown> | undefined): string {
  if (!content) return 'The stored content cannot be read';
  const fields = contentFields(capability, content);
  const values = (key: string) => fields.find((field) => field.key === key && field.kind !== 'unknown')?.values ?? [];
  if (capability !== 'send_email') return `Use “${capability}”, which this page does not understand`;
  const subject = values('subject')[0];
  const hidden = values('bcc').length;
  const recipients = [...values('to'), ...values('cc')];
  return [
    `Send an email to ${named(recipients.length > 0 ? recipients : values('bcc'))}`,
    recipients.length > 0 && hidden > 0 ? `, with ${hidden === 1 ? 'a hidden copy' : `${hidden} hidden copies`}` : '',
    subject === undefined ? ', without a subject' : `: “${subject}”`,
  ].join('');
}

/** Whom it reaches, in a line that stays in view beside the buttons. */
export function targetOf(capability: string, content: Record<string, unknown> | undefined): string {
  if (!content || capability !== 'send_email') return capability;
  const fields = contentFields(capability, content).filter(
    ({ key, kind }) => kind === 'addresses' && key !== 'replyTo',
  );
  return `To ${named(fields.flatMap(({ values }) => values))}`;
}

function named(recipients: string[]): string {
  const [first, second, ...others] = recipients;
  if (first === undefined) return 'nobody';
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${recipients.length - 1} more`;
}
