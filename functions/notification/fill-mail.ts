import { MAIL_HTML } from './mail-html.ts';

export type MailParts = {
  subject: string;
  title: string;
  greeting: string;
  lead: string;
  rows: { label: string; value: string }[];
  button: string;
  link: string;
  why: string;
  unsubscribe: string;
};

/** The compiled page with its texts; each is text and never markup. Where there are no rows, there is no table of them. */
export function fillMail({ rows, ...texts }: MailParts): string {
  const filled = rows.map((row) => fill(MAIL_HTML.row, row)).join('');
  return fill(MAIL_HTML.page, texts, { rows: filled ? MAIL_HTML.table.replace('{{rows}}', () => filled) : '' });
}

function fill(html: string, texts: Record<string, string>, markup: Record<string, string> = {}): string {
  return html.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const text = markup[name] ?? (name in texts ? escapeHtml(texts[name] ?? '') : undefined);
    if (text === undefined) throw new Error(`The email has no ${name}`);
    return text;
  });
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => ESCAPED[one] ?? one).replaceAll('\n', '<br>');
}
