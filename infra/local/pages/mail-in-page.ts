import type { IncomingMessage } from 'node:http';
import { createTransport } from 'nodemailer';
import * as z from 'zod';
import { readBody } from '../http-api/read-body.ts';
import type { Smtp } from '../inbound/start-smtp.ts';
import { html } from './html.ts';
import { type Page, page } from './page.ts';
import { type Answer, json, refuseOtherSites } from './page-request.ts';

const Mail = z.object({
  from: z.string().min(3).max(320),
  to: z.string().min(3).max(320),
  subject: z.string().max(500),
  text: z.string().max(100_000),
  inReplyTo: z.string().max(300).optional(),
  dmarc: z.enum(['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED']).default('PASS'),
});

/** A form that sends a mail to an agent, over the mail server as any other. */
export function mailInPage({ port }: Pick<Smtp, 'port'>, to: string): Page {
  const field = (name: string, label: string, value: string) =>
    html`<p><label>${label}<br><input name="${name}" value="${value}" size="50"></label></p>`;
  const main = html`<div class="bar"><h1>Send a mail in</h1><a href="/_local/mailbox">Mailbox</a></div>
<p class="quiet">What is sent here goes to the mail server on 127.0.0.1:${port}, as from any mail program.</p>
<form class="card" method="post" action="/_local/mail-in">
${field('from', 'From', 'Dana <dana@customer.example>')}${field('to', 'To', to)}
${field('subject', 'Subject', 'Your prices?')}${field('inReplyTo', 'Answers (Message-ID, may be empty)', '')}
<p><label>Text<br><textarea name="text" rows="6" cols="60">Hello, what does paper cost?</textarea></label></p>
<p><label>DMARC verdict <select name="dmarc"><option>PASS</option><option>FAIL</option><option>GRAY</option><option>PROCESSING_FAILED</option></select></label></p>
<button>Send</button>
</form>`;
  return page('Send a mail in', main);
}

/** Sends what the form, or JSON, holds. */
export async function sendMailIn(
  request: IncomingMessage,
  { host, port }: Pick<Smtp, 'host' | 'port'>,
): Promise<Answer> {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const isForm = /urlencoded/.test(request.headers['content-type'] ?? '');
  const body = (await readBody(request, 1024 * 1024))?.toString() ?? '';
  const parsed = Mail.safeParse(isForm ? Object.fromEntries(new URLSearchParams(body)) : readJson(body));
  if (!parsed.success) return json(400, { message: z.prettifyError(parsed.error) });
  const { dmarc, inReplyTo, ...mail } = parsed.data;
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true });
  try {
    const headers = { 'X-Local-Verdict-Dmarc': dmarc };
    await transport.sendMail({ ...mail, headers, ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}) });
  } catch (error) {
    return json(400, { message: error instanceof Error ? error.message : String(error) });
  } finally {
    transport.close();
  }
  return isForm ? { status: 303, headers: { location: '/_local/mailbox' } } : { status: 204 };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
