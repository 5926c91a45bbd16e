import { describe, expect, it } from 'vitest';
import { phonePage } from '../../../infra/local/pages/phone-page.ts';
import type { KeptPhoneMessage } from '../../../infra/local/sms-voice/phone.ts';

const text: KeptPhoneMessage = {
  ...{ messageId: 'm1', sentAt: '2026-11-23T08:00:00.000Z', sentBy: 'SmsExecutor', kind: 'text', to: '+46701740605' },
  ...{ from: 'pool-1', text: 'Hi <img src=x onerror=alert(1)>\nBye', context: { claim: 'clm_1' }, timeToLive: 900 },
};
const call: KeptPhoneMessage = {
  ...text,
  messageId: 'm2',
  kind: 'call',
  to: '+12065550100',
  text: 'Hello',
  maxPrice: '0.50',
};
const view = { messages: [call, text], to: undefined, waiting: [] };

describe('the phone page', () => {
  it('shows texts and calls, escaped, with how they were sent', () => {
    const { body } = phonePage(view);
    expect(body).toContain('1 text and 1 call');
    expect(body).toContain('Text to +46701740605');
    expect(body).toContain('Hi &lt;img src=x onerror=alert(1)&gt;\nBye');
    expect(body).toContain('Said by MATTHEW:');
    expect(body).toContain('0.50 USD a minute');
    expect(body).toContain('<dt>Context claim</dt><dd>clm_1</dd>');
    expect(body).not.toContain('<img');
  });

  it('shows those of one number', () => {
    const { body } = phonePage({ ...view, to: '+12065550100' });
    expect(body).toContain('href="/_local/phone?to=%2B12065550100" aria-current="page"');
    expect(body).toContain('0 texts and 1 call to +12065550100');
    expect(body).not.toContain('onerror');
  });

  it('says so when nothing was sent, and which failures wait', () => {
    const { body } = phonePage({ messages: [], to: undefined, waiting: ['spend-limit'] });
    expect(body).toContain('Nothing has been sent yet');
    expect(body).toContain('<ol><li>Refuse it: the month’s money is spent</li></ol>');
  });

  it('runs and loads nothing by policy', () => {
    expect(phonePage(view).headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(phonePage(view).body).not.toContain('<script');
  });
});
