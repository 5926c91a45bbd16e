import { describe, expect, it } from 'vitest';
import type { Content } from '#shared/action/content.ts';
import { planExecution } from '#shared/execution/plan-execution.ts';
import { HttpSettings } from '#shared/guardrail/http-settings.ts';
import { keyOfRequest } from '../../functions/execution/executors/http/prepare-request.ts';
import { keyOfCall } from '../../functions/execution/executors/tool/prepare-call.ts';
import { anAction, anAgent, anApproval, aTool, at, NOW, theSettings } from '../support/builders.ts';

const DAY = 86_400;

function requestKey(idempotency: object | undefined, path = '/refunds') {
  const http_request = HttpSettings.parse({
    ...{ enabled: true, guardrail: { restrict: false } },
    endpoints: [{ host: 'shop.example', pathPrefix: '/refunds', ...(idempotency ? { idempotency } : {}) }],
  });
  const input = { method: 'POST', url: `https://shop.example${path}` };
  return keyOfRequest({ capability: 'http_request', input }, anAgent({ capabilities: { http_request } }));
}

function callKey(over: object) {
  const content: Content = { capability: 'use_tool', input: { tool: 'refund', target: 'any', input: {} } };
  return keyOfCall(content, anAgent({ capabilities: { tools: [aTool({ ...over })] } }));
}

const https = (secretName: string) => ({ kind: 'https', url: 'https://tools.example/refund', secretName });

describe('the declared key of a request', () => {
  const key = requestKey({ keyLifeSeconds: DAY });

  it('is relied on for four fifths of its life, and only where it is declared', () => {
    expect(key?.lifeMs).toBe(69_120_000);
    expect(requestKey(undefined)).toBeUndefined();
    expect(requestKey({ keyLifeSeconds: DAY }, '/other')).toBeUndefined();
  });

  it('has another fingerprint for another header or another life, and not for another way to write the header', () => {
    expect(requestKey({ keyLifeSeconds: DAY, header: 'idempotency-key' })?.print).toBe(key?.print);
    expect(requestKey({ keyLifeSeconds: DAY, header: 'X-Key' })?.print).not.toBe(key?.print);
    expect(requestKey({ keyLifeSeconds: DAY - 1 })?.print).not.toBe(key?.print);
  });
});

describe('the declared key of a tool', () => {
  const idempotent = { keyLifeSeconds: 1_000 };

  it('is relied on for four fifths of its life, and only where it is declared', () => {
    expect(callKey({ idempotent })?.lifeMs).toBe(800_000);
    expect(callKey({})).toBeUndefined();
    expect(callKey({ idempotent, name: 'other' })).toBeUndefined();
  });

  it('has another fingerprint for another life, or another secret to sign with', () => {
    const print = callKey({ idempotent, target: https('ONE') })?.print;
    expect(callKey({ idempotent, target: https('TWO') })?.print).not.toBe(print);
    expect(callKey({ idempotent: { keyLifeSeconds: 1_001 }, target: https('ONE') })?.print).not.toBe(print);
  });
});

describe('a try that may have begun', () => {
  const key = { lifeMs: 3_600_000, print: 'print-1' };
  const row = anApproval({ maybeBegun: true, keyUntil: at(60), keyPrint: 'print-1', claimId: 'clm_1', attempt: 1 });
  const settings = theSettings();
  const action = anAction({ state: 'approved' });
  const situation = { now: NOW, action, agent: anAgent(), settings, rounds: [row], byGuardrail: false };
  const { keyPrint: _, ...withoutPrint } = row as typeof row & { keyPrint: string };

  it('is repeated under the key as it was declared then', () => {
    expect(planExecution({ ...situation, row }, () => key)).toMatchObject({ do: 'claim', key });
  });

  it.each([
    ['declared otherwise now', row, { ...key, print: 'print-2' }],
    ['no longer declared', row, undefined],
    ['without a fingerprint of then', withoutPrint as typeof row, key],
    ['without either', withoutPrint as typeof row, undefined],
  ])('is not repeated where its key is %s', (_what, its, now) => {
    expect(planExecution({ ...situation, row: its }, () => now)).toMatchObject({ do: 'expire', code: 'key_changed' });
  });
});
