import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyOf } from '#shared/execution/plan-execution.ts';
import { CLOCK_MARGIN_MS, EFFECT_TIMEOUT_MS, LEASE_MS, MAX_ATTEMPTS } from '#shared/ledger/authority.ts';
import type { ApprovedRow } from '#shared/ledger/ledger.ts';
import { settingsKey } from '#shared/workspace/settings.ts';
import { executeAction } from '../../functions/execution/execute-action.ts';
import { aClaim, anAction, anAgent, anApproval, aRow, at, NOW } from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';
import { type TestEffect, withoutPreparation } from '../support/prepared.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), work: 'work', ledger: 'ledger' };
const KEY = { pk: 'act_1', round: 1 };
/** As Dispatch hands it over. */
const HINT = { ...KEY, agentId: 'agt_1' };
const done: TestEffect = async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' });

let effects = 0;
beforeEach(() => {
  effects = 0;
  dynamo.reset();
  stored({});
  dynamo.on(UpdateCommand).resolves({});
});

/** What the tables hold; states only what differs from an approval that may run. */
function stored({ row = anApproval({ first: true }), hold = false, isSetUp = true }) {
  dynamo.on(GetCommand).resolves({});
  dynamo
    .on(GetCommand, { Key: { pk: 'ACTION#act_1', sk: 'STATE' } })
    .resolves({ Item: anAction({ state: 'approved' }) });
  dynamo.on(GetCommand, { Key: { pk: 'AGENT#agt_1', sk: 'PROFILE' } }).resolves({ Item: anAgent() });
  const settings = { pk: 'WORKSPACE', sk: 'SETTINGS', kind: 'settings', hold };
  dynamo.on(GetCommand, { Key: settingsKey }).resolves(isSetUp ? { Item: settings } : {});
  dynamo.on(GetCommand, { Key: KEY }).resolves({ Item: row });
  dynamo.on(QueryCommand).resolves({ Items: [row] });
  const work = [...(isSetUp ? [settings] : []), { pk: 'AGENT#agt_1', sk: 'PROFILE', ...anAgent() }];
  dynamo.on(BatchGetCommand).resolves({ Responses: { work, ledger: [row] } });
}

const run = (effect: TestEffect, now = () => NOW, keyOf?: KeyOf) => {
  const counted: TestEffect = (...args) => {
    effects++;
    return effect(...args);
  };
  return executeAction({ tables, now, ...(keyOf ? { keyOf } : {}), prepare: withoutPreparation(counted) }, HINT);
};

/** States written to the ledger, in order. */
const written = () =>
  dynamo
    .commandCalls(UpdateCommand, { TableName: 'ledger' })
    .map(({ args }) => args[0].input.ExpressionAttributeValues?.[':state']);

describe('an approved action', () => {
  it('is claimed, done once, and recorded', async () => {
    expect(await run(done)).toEqual({ state: 'executed' });
    expect(effects).toBe(1);
    expect(written()).toEqual(['claimed', 'executed']);
  });

  it('is looked at again, consistently, where the first look finds nothing to claim', async () => {
    stored({ hold: true });
    await run(done);
    const looks = (pk: string) =>
      dynamo.commandCalls(GetCommand, { Key: { pk, sk: 'STATE' } }).map(({ args }) => args[0].input.ConsistentRead);
    expect(looks('ACTION#act_1')).toEqual([false, true]);
  });

  it('is claimed on holds and settings that are read consistently, and on nothing else of the ledger where it is the first', async () => {
    await run(done);
    const Keys = [
      { pk: 'WORKSPACE', sk: 'SETTINGS' },
      { pk: 'AGENT#agt_1', sk: 'PROFILE' },
    ];
    const RequestItems = { work: { Keys, ConsistentRead: true }, ledger: { Keys: [KEY], ConsistentRead: false } };
    expect(dynamo.commandCalls(BatchGetCommand).map(({ args }) => args[0].input)).toEqual([{ RequestItems }]);
    expect(dynamo.commandCalls(QueryCommand)).toEqual([]);
  });

  it.each([
    ['that is not marked as the first', anApproval(), 'agt_1'],
    ['of another agent than the hint says', anApproval({ first: true }), 'agt_2'],
  ])('%s is looked at consistently, with all rows of its action', async (_, row, agentId) => {
    stored({ row });
    const prepare = withoutPreparation(done);
    expect(await executeAction({ tables, now: () => NOW, prepare }, { ...KEY, agentId })).toEqual({
      state: 'executed',
    });
    expect(dynamo.commandCalls(QueryCommand, { ConsistentRead: true })).toHaveLength(1);
  });
});

describe('the end of an effect', () => {
  it.each([
    ['refused', { known: 'refused', code: 'MessageRejected' }, 'failed'],
    ['unknown', { known: 'unknown', code: 'TimeoutError' }, 'uncertain'],
    ['not begun', { known: 'not_begun', code: 'ECONNREFUSED' }, 'approved'],
  ] as const)('that is %s', async (_, result, state) => {
    expect(await run(async () => result)).toEqual({ state });
    expect(written()).toEqual(['claimed', state]);
  });

  it('that throws is unknown, since it may have been done', async () => {
    expect(await run(() => Promise.reject(new Error('canary')))).toEqual({ state: 'uncertain' });
  });

  it('that did not begin for the last time is failed', async () => {
    stored({ row: anApproval({ first: true, attempt: MAX_ATTEMPTS - 1 }) });
    expect(await run(async () => ({ known: 'not_begun', code: 'ENOTFOUND' }))).toEqual({ state: 'failed' });
  });
});

describe('an executor that is too late', () => {
  it('does nothing when another took the claim', async () => {
    const Item = marshall(aClaim({ writer: 'wrt_other' }), { removeUndefinedValues: true });
    const refusal = new ConditionalCheckFailedException({ message: '', $metadata: {}, Item });
    dynamo.on(UpdateCommand, { TableName: 'ledger' }).rejects(refusal);
    await run(done);
    expect(effects).toBe(0);
  });

  it('gives back its claim when it was paused until near the end of its lease', async () => {
    const clock = () => (written().length === 0 ? NOW : new Date(NOW.getTime() + LEASE_MS - 60_000));
    expect(await run(done, clock)).toEqual({ state: 'approved' });
    expect(effects).toBe(0);
  });

  it('does not send what lapsed while it was paused before its claim', async () => {
    stored({ row: anApproval({ first: true, lapsesAt: at(0.5) }) });
    let looks = 0;
    await run(done, () => (looks++ === 0 ? NOW : new Date(at(1))));
    expect(effects).toBe(0);
  });
});

describe('an executor that is too late on its last try', () => {
  it('gives back an approval that lapsed meanwhile, so that people are asked again and nothing is called failed', async () => {
    stored({ row: anApproval({ first: true, attempt: MAX_ATTEMPTS - 1, lapsesAt: at(0.5) }) });
    let looks = 0;
    expect(await run(done, () => (looks++ === 0 ? NOW : new Date(at(1))))).toEqual({ state: 'approved' });
    expect(effects).toBe(0);
  });

  it('does not repeat what may have begun once the provider may have forgotten its key', async () => {
    const keyUntil = new Date(NOW.getTime() + EFFECT_TIMEOUT_MS + CLOCK_MARGIN_MS + 1_000).toISOString();
    stored({
      row: anApproval({
        first: true,
        maybeBegun: true,
        keyUntil,
        keyPrint: 'print-1',
        claimId: 'clm_before',
        attempt: 1,
      }),
    });
    let looks = 0;
    const clock = () => new Date(NOW.getTime() + (looks++ === 0 ? 0 : 2_000));
    await run(done, clock, () => ({ lifeMs: 3_600_000, print: 'print-1' }));
    expect(written()[0]).toBe('claimed');
    expect(effects).toBe(0);
  });
});

describe('an action that may not run now', () => {
  it('is left as it is while on hold', async () => {
    stored({ hold: true });
    await run(done);
    expect({ effects, written: written() }).toEqual({ effects: 0, written: [] });
  });

  it('is left as it is in a workspace without settings', async () => {
    stored({ isSetUp: false });
    await run(done);
    expect({ effects, written: written() }).toEqual({ effects: 0, written: [] });
  });

  it('is left as it is when its row is behind what its action has shown: the ledger was restored', async () => {
    dynamo
      .on(GetCommand, { Key: { pk: 'ACTION#act_1', sk: 'STATE' } })
      .resolves({ Item: anAction({ state: 'executed', pv: 3 }) });
    await run(done);
    expect(effects).toBe(0);
  });

  it('is not run when a rejection was turned into an approval by who may write states and not verdicts', async () => {
    stored({ row: { ...aRow('rejected'), state: 'approved' } as unknown as ApprovedRow });
    await run(done).catch(() => undefined);
    expect({ effects, written: written() }).toEqual({ effects: 0, written: [] });
  });

  it('is not run without an action', async () => {
    dynamo.on(GetCommand, { Key: { pk: 'ACTION#act_1', sk: 'STATE' } }).resolves({});
    expect(await run(done)).toEqual({ state: 'no_such_action' });
    expect(effects).toBe(0);
  });
});
