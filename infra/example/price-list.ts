import { createHash } from 'node:crypto';
import type { Rule } from '#shared/agent/rule-model.ts';
import type { StoredFile } from '#shared/files/stored-file.ts';

const PRICES = [
  ['Paper, 500 sheets', '4.90'],
  ['Toner, black', '61.00'],
  ['Toner, colour', '78.50'],
  ['Service, per hour', '95.00'],
];

/** What the invoice helper sends to whoever asks for prices: a file as a person would have stored it. */
export const PRICE_LIST = {
  name: 'Price list 2026.csv',
  contentType: 'text/csv',
  key: 'agents/agt_invoice/price-list-2026.csv',
  bytes: Buffer.from(`${[['Article', 'Price in EUR'], ...PRICES].map(csvLine).join('\r\n')}\r\n`),
};

function csvLine(cells: string[]): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
}

/** The price list once it is stored, as an agent names it in an email. */
export function storedPriceList(versionId: string): StoredFile {
  const { name, contentType, key, bytes } = PRICE_LIST;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, contentType, size: bytes.length, sha256, key, versionId };
}

/** An answer in the thread of the question, as text and as HTML, with a file. */
export function sendsPrices(priceList: StoredFile): Rule {
  return {
    ...{ on: 'webhook', match: { type: 'price.question' }, say: 'I send {{webhook.customer.name}} our prices.' },
    call: {
      tool: 'send_email',
      input: {
        to: ['{{webhook.customer.email}}'],
        subject: 'Re: {{webhook.subject}}',
        text: 'Hello,\n\nour price list is attached.\n\nKind regards\nAcme',
        html: '<p>Hello,</p>\n<p>our <strong>price list</strong> is attached.</p>\n<p>Kind regards<br>Acme</p>\n',
        inReplyTo: '{{webhook.messageId}}',
        references: ['{{webhook.messageId}}'],
        attachments: [priceList],
      },
    },
  };
}
