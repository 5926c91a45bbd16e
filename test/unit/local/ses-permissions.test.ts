import { describe, expect, it } from 'vitest';
import type { MailStore } from '../../../infra/local/ses/mailbox.ts';
import { sesService } from '../../../infra/local/ses/ses-service.ts';
import { MAIL_TEMPLATE, sesRequest } from '../../support/mail.ts';

const nowhere: MailStore = {
  accept: () => Promise.reject(new Error('not in this test')),
  messages: () => [],
  nextAnswer: () => {},
  waitingAnswers: () => [],
  takeAnswer: () => undefined,
};

const Simple = { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'text' } } };
const mail = {
  FromEmailAddress: '"Refunds, Inc" <agents@agents.countersign.example>',
  Destination: { ToAddresses: ['Ada <ada@example.com>'], BccAddresses: ['b@example.com'] },
  Content: { Simple },
};
const checksOf = (body: object, identities: string[] = []) => {
  const more = identities.map((EmailIdentity) => ({
    id: 'X',
    type: 'AWS::SES::EmailIdentity',
    properties: { EmailIdentity },
  }));
  return sesService([...MAIL_TEMPLATE, ...more], nowhere).permissions(sesRequest(body));
};
const ses = 'arn:aws:ses:us-east-1:000000000000';

describe('what IAM is asked about a mail', () => {
  it('is the identity that covers From, and the configuration set, with addresses as context', () => {
    const context = {
      'ses:FromAddress': ['agents@agents.countersign.example'],
      'ses:FromDisplayName': ['Refunds, Inc'],
      'ses:Recipients': ['ada@example.com', 'b@example.com'],
      'ses:ApiVersion': ['2'],
    };
    expect(checksOf({ ...mail, ConfigurationSetName: 'agent-mail' })).toEqual([
      { action: 'ses:SendEmail', resource: `${ses}:identity/countersign.example`, context },
      { action: 'ses:SendEmail', resource: `${ses}:configuration-set/agent-mail`, context },
    ]);
  });

  it('is the address itself before its domain, and its domain before the parent domain', () => {
    const domain = 'agents.countersign.example';
    expect(checksOf(mail, [domain])[0]?.resource).toBe(`${ses}:identity/${domain}`);
    expect(checksOf(mail, [domain, `agents@${domain}`])[0]?.resource).toBe(`${ses}:identity/agents@${domain}`);
  });

  it('is the address when nothing covers it', () => {
    expect(checksOf({ ...mail, FromEmailAddress: 'a@evilcountersign.example' })[0]?.resource).toBe(
      `${ses}:identity/a@evilcountersign.example`,
    );
  });

  it('is nothing for a request that SES could not read, as serve refuses it', () => {
    expect(checksOf({ ...mail, FromEmailAddress: 'nobody' })).toEqual([]);
  });
});
