import { contentFields } from './content-fields.ts';
import { inputEntries } from './input-entries.ts';

/** What would happen, in one sentence that is made from the content alone and never from an agent's words. */
export function sentenceOf(capability: string, content: Record<string, unknown> | undefined): string {
  if (!content) return 'The stored content cannot be read';
  const fields = contentFields(capability, content);
  const values = (key: string) => fields.find((field) => field.key === key && field.kind !== 'unknown')?.values ?? [];
  const [to, text, method, url, tool] = ['to', 'text', 'method', 'url', 'tool'].map((key) => values(key)[0]);
  switch (capability) {
    case 'send_email':
      return emailSentence(values);
    case 'send_sms':
      return `Send a text message to ${to ?? 'nobody'}: ${quoted(text)}`;
    case 'make_call':
      return `Call ${to ?? 'nobody'} and say: ${quoted(text)}`;
    case 'http_request':
      return `Send a ${method ?? 'web'} request to ${url ?? 'an address that cannot be read'}`;
    case 'use_tool':
      return `Use the tool ${quoted(tool)}${withInput(values('input')[0])}`;
    default:
      return `Use “${capability}”, which this page does not understand`;
  }
}

function emailSentence(values: (key: string) => string[]): string {
  const subject = values('subject')[0];
  const hidden = values('bcc').length;
  const files = values('attachments').length;
  const recipients = [...values('to'), ...values('cc')];
  return [
    `Send an email to ${named(recipients.length > 0 ? recipients : values('bcc'))}`,
    recipients.length > 0 && hidden > 0 ? `, with ${hidden === 1 ? 'a hidden copy' : `${hidden} hidden copies`}` : '',
    subject === undefined ? ', without a subject' : `: “${subject}”`,
    files > 0 ? `, with ${files === 1 ? 'a file' : `${files} files`}` : '',
  ].join('');
}

/** The first fields of a tool's input; all of them stand below. */
function withInput(json: string | undefined): string {
  const entries = json === undefined ? undefined : inputEntries(json);
  if (!entries) return '';
  const first = entries.slice(0, 3).map(({ path, text }) => `${path} ${quoted(text, 40)}`);
  return ` with ${first.join(', ')}${entries.length > 3 ? `, and ${entries.length - 3} more` : ''}`;
}

/** The beginning of a text that stands in full below. */
function quoted(text = '', most = 120): string {
  const characters = [...text];
  return `“${characters.slice(0, most).join('')}${characters.length > most ? '…' : ''}”`;
}

/** Whom it reaches, in a line that stays in view beside the buttons. */
export function targetOf(capability: string, content: Record<string, unknown> | undefined): string {
  if (!content) return capability;
  const fields = contentFields(capability, content);
  const value = (key: string) => fields.find((field) => field.key === key && field.kind === 'line')?.values[0];
  switch (capability) {
    case 'send_email': {
      const reached = fields.filter(({ key, kind }) => kind === 'addresses' && key !== 'replyTo');
      return `To ${named(reached.flatMap(({ values }) => values))}`;
    }
    case 'send_sms':
    case 'make_call':
      return `To ${value('to') ?? 'nobody'}`;
    case 'http_request':
      return `${value('method') ?? ''} ${hostOf(value('url'))}`.trim();
    case 'use_tool':
      return `Tool ${value('tool') ?? ''}`.trim();
    default:
      return capability;
  }
}

function hostOf(url = ''): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function named(recipients: string[]): string {
  const [first, second, ...others] = recipients;
  if (first === undefined) return 'nobody';
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${recipients.length - 1} more`;
}
