import { describe, expect, it } from 'vitest';
import { planEvidence, type Said } from '#shared/ledger/evidence.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { readSesEvidence } from '../../functions/outcome/ses-evidence.ts';
import { aGuardrailRow, anApproval, aRow, at } from '../support/builders.ts';

const said = (says: Said['says'], kind = 'Delivery', claimId = 'clm_1'): Said => ({
  ...{ claimId, says, evidence: { kind, at: at(0) } },
});
const begun = { maybeBegun: true, keyUntil: at(60) };
const mayHaveBegun = anApproval({ ...begun, claimId: 'clm_1' });
const bounced = aRow('executed', { evidence: [{ kind: 'Bounce', at: at(0) }] });

describe('evidence of a provider', () => {
  it.each([
    ['claimed, sent', aRow('claimed'), said('sent'), 'execute'],
    ['claimed, not sent', aRow('claimed'), said('not_sent'), 'fail'],
    ['uncertain, sent', aRow('uncertain'), said('sent'), 'execute'],
    ['uncertain, bounced: so it was sent', aRow('uncertain'), said('after_sending'), 'execute'],
    ['uncertain, not sent', aRow('uncertain'), said('not_sent'), 'fail'],
    ["the guardrail's, uncertain, sent", aGuardrailRow('uncertain'), said('sent'), 'execute'],
    ['approved after an attempt that may have begun, sent', mayHaveBegun, said('sent'), 'execute'],
    ['approved after such an attempt, not sent', mayHaveBegun, said('not_sent'), 'ignore'],
    ['uncertain after two attempts, not sent', aRow('uncertain', begun), said('not_sent'), 'ignore'],
    ['claimed a second time, not sent', aRow('claimed', begun), said('not_sent'), 'ignore'],
    ['executed, sent: known', aRow('executed'), said('sent'), 'ignore'],
    ['executed, bounced', aRow('executed'), said('after_sending', 'Bounce'), 'add'],
    ['executed, bounced again', bounced, said('after_sending', 'Bounce'), 'ignore'],
    ['executed, rejected after all', aRow('executed'), said('not_sent', 'Reject'), 'add'],
    ['failed, sent: a contradiction', aRow('failed'), said('sent'), 'add'],
    ['approved, nothing begun', anApproval(), said('sent'), 'later'],
    ['rejected', aRow('rejected'), said('sent'), 'later'],
    ['lapsed', aRow('lapsed'), said('sent'), 'later'],
    ['no row', undefined, said('sent'), 'later'],
    ['claimed by another attempt', aRow('claimed'), said('sent', 'Send', 'clm_2'), 'later'],
    ['uncertain by another attempt', aRow('uncertain'), said('not_sent', 'Reject', 'clm_2'), 'later'],
  ] as [string, LedgerRow | undefined, Said, string][])('%s', (_, row, what, plan) => {
    expect(planEvidence(row, what)).toBe(plan);
  });
});

describe('an event of SES', () => {
  const event = (eventType: string, over: object = {}) => ({
    ...{ source: 'aws.ses', time: '2026-03-02T09:00:00Z', 'detail-type': 'Email Sent' },
    detail: {
      eventType,
      mail: { messageId: 'ses-1', tags: { action: ['act_1'], round: ['1'], claim: ['clm_1'], ...over } },
    },
  });

  it.each([
    ['Send', 'sent'],
    ['Delivery', 'sent'],
    ['Bounce', 'after_sending'],
    ['Complaint', 'after_sending'],
    ['Reject', 'not_sent'],
    ['Rendering Failure', 'not_sent'],
  ])('%s says %s, of the attempt in its tags', (kind, says) => {
    expect(readSesEvidence(event(kind))).toEqual({
      key: { pk: 'act_1', round: 1 },
      said: { claimId: 'clm_1', says, evidence: { kind, at: '2026-03-02T09:00:00Z', providerId: 'ses-1' } },
    });
  });

  it('of round 0 is about what the guardrail allowed', () => {
    expect(readSesEvidence(event('Send', { round: ['0'] }))?.key).toEqual({ pk: 'G#act_1', round: 0 });
  });

  it.each(['Open', 'Click', 'DeliveryDelay', 'Subscription'])('%s says nothing of whether it was sent', (kind) => {
    expect(readSesEvidence(event(kind))).toBeUndefined();
  });

  it('that names no attempt is an error, and not passed over', () => {
    expect(() => readSesEvidence(event('Send', { claim: [] }))).toThrow();
  });
});
