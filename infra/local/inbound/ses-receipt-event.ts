import { parseRawMessage, rawAddresses, rawHeader } from '../ses/raw-message.ts';
import type { Verdicts } from './local-verdicts.ts';

export type Envelope = { from: string; to: string[] };

/** Bytes of headers that SES passes on. */
const MAX_HEADERS = 10 * 1024;

/**
 * What SES tells a function of a mail that it took.
 * @see https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
export function toReceiptEvent(
  raw: Buffer,
  received: { messageId: string; at: string; envelope: Envelope; recipients: string[]; verdicts: Verdicts },
  functionArn: string,
) {
  const { messageId, at, envelope, recipients, verdicts } = received;
  const message = parseRawMessage(raw);
  const verdict = (name: keyof Verdicts) => ({ status: verdicts[name] });
  const all = JSON.stringify(message.headers).length;
  return {
    Records: [
      {
        ...{ eventSource: 'aws:ses', eventVersion: '1.0' },
        ses: {
          mail: {
            ...{ timestamp: at, source: envelope.from, messageId, destination: envelope.to },
            headersTruncated: all > MAX_HEADERS,
            headers: cut(message.headers),
            commonHeaders: {
              ...{ returnPath: envelope.from, from: rawAddresses(message, 'from'), to: rawAddresses(message, 'to') },
              ...{ date: rawHeader(message, 'date'), messageId: rawHeader(message, 'message-id') },
              subject: rawHeader(message, 'subject'),
            },
          },
          receipt: {
            ...{ timestamp: at, processingTimeMillis: 1, recipients },
            ...{ spamVerdict: verdict('spam'), virusVerdict: verdict('virus'), spfVerdict: verdict('spf') },
            ...{ dkimVerdict: verdict('dkim'), dmarcVerdict: verdict('dmarc') },
            ...(verdicts.dmarc === 'FAIL' ? { dmarcPolicy: 'none' } : {}),
            action: { type: 'Lambda', functionArn, invocationType: 'Event' },
          },
        },
      },
    ],
  };
}

function cut<Header>(headers: Header[]): Header[] {
  let size = 0;
  return headers.filter((header) => {
    size += JSON.stringify(header).length;
    return size <= MAX_HEADERS;
  });
}
