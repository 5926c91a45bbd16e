import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fillMail } from '../../functions/notification/fill-mail.ts';
import { writeDigest, writeNotice } from '../../functions/notification/mail-text.ts';
import { compileMail } from '../../infra/mail/compile-mail.ts';
import { readContent } from '../../shared/action/content.ts';
import { aBellEntry, anAction, aPerson } from '../support/builders.ts';

const about = (showsContent: boolean) => ({
  person: aPerson({ name: 'Pia\r\nBcc: x@evil.example' }),
  state: { kind: 'mail' as const, personId: 'per_1', token: 'A'.repeat(43), queued: 1 },
  ...{ consoleUrl: 'https://c.example', showsContent, now: new Date(0) },
});

it('is the one that MJML makes of infra/mail/notice.mjml; `npm run mail` makes it anew', async () => {
  expect(readFileSync('functions/notification/mail-html.ts', 'utf8')).toBe(await compileMail());
});

it('takes texts for texts: no name is markup, ends a line of the subject, or fills in another text', () => {
  const agentName = '<img src=x onerror=alert(1)>{{link}}$&\nBcc: y';
  const { subject, html, text } = writeNotice(about(true), anAction({ agentName }), aBellEntry());
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toMatch(/<img|\{\{rows|undefined/);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;{{link}}$&amp; Bcc: y asks to');
  expect(text).toContain('Hello Pia Bcc: x@evil.example,');
});

it('counts by agent, most first, and names content only where that is wanted', () => {
  const entries = [
    ...Array.from({ length: 12 }, () => aBellEntry({ agentId: 'agt_2', agentName: 'Stock' })),
    aBellEntry(),
    aBellEntry({ agentId: 'agt_3', agentName: 'Shop' }),
    aBellEntry({ agentId: 'agt_4', agentName: 'Desk' }),
  ];
  const plain = writeDigest(about(false), entries);
  expect(plain.subject).toBe('15 approvals wait: Stock (12), Billing (1), Shop (1) and others');
  expect(plain.text).toContain('Stock: 12\nBilling: 1\nShop: 1\nDesk: 1');
  expect(JSON.stringify(plain)).not.toContain('dana@');
  expect(writeDigest(about(true), entries).text).toContain('Stock: Email to dana@customer.example');
});

it('is not sent with a text missing', () => {
  expect(() => fillMail({ subject: 'Only that', rows: [] } as never)).toThrow('The email has no');
});

it('cannot be looked like by an agent: its emails have no sender of their own', () => {
  const email = { to: ['dana@customer.example'], subject: 'Approve', text: 'Click.' };
  expect(() => readContent('send_email', { ...email, from: 'approvals@acme.example' }, [])).toThrow();
  expect(() => readContent('send_email', { ...email, headers: { From: 'approvals@acme.example' } }, [])).toThrow();
});
