import { describe, expect, it } from 'vitest';
import { judgeMail } from '../../../functions/trigger/email/judge-mail.ts';
import { readMail } from '../../../functions/trigger/email/read-mail.ts';
import { EmailTrigger } from '../../../shared/trigger/trigger.ts';

const OWN = { agentDomain: 'agents.acme.example', systemSender: 'approvals@acme.example' };
const GOOD = { spam: 'PASS', virus: 'PASS', dmarc: 'PASS' };

function trigger(over: Partial<EmailTrigger> = {}): EmailTrigger {
  const about = { kind: 'trigger', triggerId: 'trg_1', agentId: 'agt_1', name: 'Mail', type: 'email', trusted: true };
  const settings = { localPart: 'help', senders: ['customer.example'], allowUnauthenticated: false, ...over };
  return EmailTrigger.parse({ ...about, ...settings });
}

type Given = { lines?: string[]; from?: string[]; verdicts?: Partial<typeof GOOD>; envelopeFrom?: string };

async function judged(given: Given, over: Partial<EmailTrigger> = {}) {
  const { lines = [], from = ['From: Dana <dana@customer.example>'], verdicts = {} } = given;
  const mail = await readMail(Buffer.from([...from, 'Subject: Hello', ...lines, '', 'Hi'].join('\r\n')));
  if ('refused' in mail) return mail.refused;
  const { envelopeFrom = 'dana@customer.example' } = given;
  const verdict = judgeMail(
    { headers: mail.headers, envelopeFrom, verdicts: { ...GOOD, ...verdicts } },
    trigger(over),
    OWN,
  );
  return verdict.taken ? verdict : verdict.reason;
}

const TAKEN = { taken: true, sender: 'dana@customer.example', authenticated: true };

describe('what SES found in a mail', () => {
  it.each(['FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED', ''])(
    'a DMARC verdict of "%s" is no pass',
    async (dmarc) => {
      expect(await judged({ verdicts: { dmarc } })).toBe('not_authenticated');
      const untrusted = { ...TAKEN, authenticated: false };
      expect(await judged({ verdicts: { dmarc } }, { allowUnauthenticated: true })).toEqual(untrusted);
    },
  );

  it.each([
    [{ spam: 'FAIL' }, 'spam'],
    [{ virus: 'FAIL' }, 'virus'],
  ])('%j is refused, also where mail that proves nothing is taken', async (verdicts, reason) => {
    expect(await judged({ verdicts }, { allowUnauthenticated: true, senders: 'anyone' })).toBe(reason);
  });
});

describe('the one sender of a mail', () => {
  it.each([
    [[], 'from_not_single'],
    [['From: dana@customer.example', 'From: evil@evil.example'], 'from_not_single'],
    [['From: dana@customer.example, evil@evil.example'], 'from_not_single'],
    [['From: Team: dana@customer.example;'], 'from_not_single'],
    [['From: dana@customer.example <evil@evil.example>'], 'from_not_single'],
    [['From: "dana@customer.example" <evil@evil.example>'], 'sender_not_listed'],
    [['From: =?UTF-8?Q?dana=40customer=2Eexample?= <evil@evil.example>'], 'sender_not_listed'],
    [['From: evil@evil.example (dana@customer.example)'], 'sender_not_listed'],
    [['From: dana@customer.example.evil.example'], 'sender_not_listed'],
    [['From: dana@evil.example', 'Sender: dana@customer.example'], 'sender_not_listed'],
    [['From: dana@evil.example', 'Reply-To: dana@customer.example'], 'sender_not_listed'],
    [['From: dana@customer.example', 'FROM: evil@evil.example'], 'from_not_single'],
    [['From: <@customer.example:evil@evil.example>'], 'sender_not_listed'],
    [['From: dana@сustomer.example'], 'sender_not_listed'],
    [['From: <>'], 'from_not_single'],
    [['From: dana@xn--customer-2of.example'], 'sender_not_listed'],
  ])('%j is refused', async (from, reason) => {
    expect(await judged({ from })).toBe(reason);
  });

  it.each([
    ['From: =?UTF-8?B?RMOkbmE=?= <dana@customer.example>'],
    ['From: "Dana, of customers" <dana@customer.example>'],
    ['From: A very long name\r\n\t<dana@customer.example>'],
    ['from: DANA@customer.example'],
  ])('%j is taken', async (from) => {
    expect(await judged({ from: [from] })).toMatchObject({ taken: true, authenticated: true });
  });
});

describe('mail that no person wrote', () => {
  it.each([
    ['Auto-Submitted: auto-replied', 'auto_reply'],
    ['Auto-Submitted: auto-generated; owner-email="x"', 'auto_reply'],
    // As vacation programs, ticket systems and servers of others write it.
    ['Auto-Submitted: auto-notified', 'auto_reply'],
    ['AUTO-SUBMITTED: Auto-Replied (vacation)', 'auto_reply'],
    ['X-Autoreply: yes', 'auto_reply'],
    ['X-Autorespond: Out of office', 'auto_reply'],
    ['Precedence: auto_reply', 'auto_reply'],
    ['Precedence: bulk', 'bulk'],
    ['Precedence: junk', 'bulk'],
    ['List-Id: <news.customer.example>', 'mailing_list'],
    ['Precedence: list', 'bulk'],
    ['List-Unsubscribe: <mailto:x@customer.example>', 'mailing_list'],
    ['Content-Type: multipart/report; report-type=delivery-status; boundary=b', 'bounce'],
    ['Return-Path: <>', 'bounce'],
    ['X-Countersign-Agent: agt_2', 'own_mail'],
    ['Subject: twice', 'malformed'],
  ])('%s is dropped', async (line, reason) => {
    expect(await judged({ lines: [line] })).toBe(reason);
  });

  it.each(['Auto-Submitted: no', 'X-Auto-Response-Suppress: All', 'Precedence: normal'])(
    '%s is taken',
    async (line) => {
      expect(await judged({ lines: [line] })).toEqual(TAKEN);
    },
  );

  it('is told by its envelope and by who it is from, too', async () => {
    expect(await judged({ envelopeFrom: '' })).toBe('bounce');
    expect(await judged({ from: ['From: MAILER-DAEMON@customer.example'] })).toBe('bounce');
    const anyone = { senders: 'anyone' as const };
    expect(await judged({ from: ['From: help@agents.acme.example'] }, anyone)).toBe('own_mail');
    expect(await judged({ from: ['From: Approvals@acme.example'] }, anyone)).toBe('own_mail');
  });
});
