import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml2html from 'mjml';

const SOURCE = join(import.meta.dirname, 'notice.mjml');
const TARGET = join(import.meta.dirname, '../../functions/notification/mail-html.ts');

const ROW = '<tr><th scope="row">{{label}}</th><td>{{value}}</td></tr>';
const TABLE =
  '<tr><td style="padding:0 0 16px"><table class="rows" style="border-collapse:collapse;width:100%;' +
  'font:15px/22px system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif;color:#1d2433">' +
  '<tbody>{{rows}}</tbody></table></td></tr>';

/**
 * `functions/notification/mail-html.ts`: the email as MJML lays it out for the mail programs there are, with tables and
 * inline styles. It is compiled here and not when an email is sent, so that none of MJML gets into the function.
 */
export async function compileMail(): Promise<string> {
  // No fonts: they would be fetched from elsewhere, by everybody who reads the email.
  const options = { validationLevel: 'strict', minify: false, fonts: {} } as const;
  const { html, errors } = await mjml2html(readFileSync(SOURCE, 'utf8'), options);
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  const page = html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line)
    .join('\n');
  return [
    '/** Made by `npm run mail` from infra/mail/notice.mjml: change that. */',
    'export const MAIL_HTML = {',
    ...Object.entries({ page, table: TABLE, row: ROW }).map(([name, value]) => `  ${name}: ${asTemplate(value)},`),
    '};',
    '',
  ].join('\n');
}

function asTemplate(text: string): string {
  return `\`${text.replaceAll(/[\\`]|\$\{/g, '\\$&')}\``;
}

if (import.meta.main) writeFileSync(TARGET, await compileMail());
