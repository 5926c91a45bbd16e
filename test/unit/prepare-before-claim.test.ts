import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  CLOCK_MARGIN_MS,
  EFFECT_TIMEOUT_MS,
  EXECUTOR_TIMEOUT_MS,
  PREPARE_TIMEOUT_MS,
} from '#shared/ledger/authority.ts';
import type { Preparation, Prepare } from '../../functions/execution/effect.ts';
import { executeAction } from '../../functions/execution/execute-action.ts';
import { anAction, anAgent, anApproval, NOW } from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), work: 'work', ledger: 'ledger' };
const KEY = { pk: 'act_1', round: 1 };
const SECOND = 1_000;

let clock = NOW;
let steps: string[] = [];
beforeEach(() => {
  clock = NOW;
  steps = [];
  dynamo.reset();
  dynamo.on(GetCommand).resolves({});
  dynamo
    .on(GetCommand, { Key: { pk: 'ACTION#act_1', sk: 'STATE' } })
    .resolves({ Item: anAction({ state: 'approved' }) });
  holdIs(false);
  dynamo.on(QueryCommand).resolves({ Items: [anApproval()] });
  dynamo.on(UpdateCommand).resolves({});
  dynamo.on(UpdateCommand, { TableName: 'ledger' }).callsFake(({ ExpressionAttributeValues: values }) => {
    steps.push(values[':state']);
    return {};
  });
});

function holdIs(hold: boolean): void {
  dynamo.on(GetCommand, { Key: { pk: 'AGENT#agt_1', sk: 'PROFILE' } }).resolves({ Item: anAgent({ hold }) });
  dynamo.on(GetCommand, { Key: { pk: 'WORKSPACE', sk: 'SETTINGS' } }).resolves({ Item: { kind: 'settings', hold } });
}

const ready: Preparation = {
  ready: true,
  send: async () => {
    steps.push('send');
    return { known: 'done', code: 'accepted', providerId: 'ses-1' };
  },
};

const run = (prepare: Prepare, timeoutMs?: number) =>
  executeAction({ tables, now: () => clock, prepare, ...(timeoutMs ? { timeoutMs } : {}) }, KEY);

/** A preparation that takes so long, and what happens meanwhile. */
const taking =
  (milliseconds: number, meanwhile: () => void = () => undefined): Prepare =>
  async () => {
    steps.push('prepare');
    clock = new Date(clock.getTime() + milliseconds);
    meanwhile();
    return ready;
  };

/** Of the claim. */
const leaseUntil = () =>
  dynamo.commandCalls(UpdateCommand, { TableName: 'ledger' })[0]?.args[0].input.ExpressionAttributeValues?.[
    ':leaseUntil'
  ];

describe('what makes an effect ready', () => {
  it('is done before the claim is written', async () => {
    await run(taking(0));
    expect(steps).toEqual(['prepare', 'claimed', 'send', 'executed']);
  });

  it('eats no lease when it is slow: the lease begins with the claim', async () => {
    await run(taking(0));
    const quick = Date.parse(leaseUntil()) - NOW.getTime();
    steps = [];
    dynamo.resetHistory();
    clock = NOW;
    expect(await run(taking(9 * SECOND))).toEqual({ state: 'executed' });
    expect(Date.parse(leaseUntil()) - NOW.getTime()).toBe(quick + 9 * SECOND);
    expect(steps).toEqual(['prepare', 'claimed', 'send', 'executed']);
  });

  it('has less time than the executor, also with the effect after it', () => {
    expect(PREPARE_TIMEOUT_MS + EFFECT_TIMEOUT_MS).toBeLessThanOrEqual(EXECUTOR_TIMEOUT_MS - 10 * SECOND);
    expect(EFFECT_TIMEOUT_MS).toBeLessThan(CLOCK_MARGIN_MS);
  });
});

describe('what could not be made ready', () => {
  it.each([
    ['refused', 'failed'],
    ['not_begun', 'approved'],
  ] as const)('and is %s is claimed, not sent, and recorded as %s', async (known, state) => {
    expect(await run(async () => ({ ready: false, result: { known, code: 'secret_missing' } }))).toEqual({ state });
    expect(steps).toEqual(['claimed', state]);
  });

  it('since its preparation threw or never ended has not begun', async () => {
    expect(await run(() => Promise.reject(new Error('canary')))).toEqual({ state: 'approved' });
    expect(await run(() => new Promise<never>(() => undefined), 20)).toEqual({ state: 'approved' });
    expect(steps).toEqual(['claimed', 'approved', 'claimed', 'approved']);
  });
});

describe('what changed while an effect was slowly made ready', () => {
  it('by a hold stays as it is, and the sweep begins anew', async () => {
    expect(await run(taking(5 * SECOND, () => holdIs(true)))).toEqual({ state: 'changed_meanwhile' });
    expect(steps).toEqual(['prepare']);
  });

  it('in the settings of its agent is not sent as it was prepared from the old ones', async () => {
    const newer = () =>
      void dynamo
        .on(GetCommand, { Key: { pk: 'AGENT#agt_1', sk: 'PROFILE' } })
        .resolves({ Item: anAgent({ name: 'Refunds', version: 2 }) });
    await run(taking(5 * SECOND, newer));
    expect(steps).toEqual(['prepare']);
  });
});
