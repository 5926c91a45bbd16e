import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyOf } from '#shared/execution/plan-execution.ts';
import { CLOCK_MARGIN_MS, EFFECT_TIMEOUT_MS, LEASE_MS, MAX_ATTEMPTS } from '#shared/ledger/authority.ts';
import type { ApprovedRow, RowHint } from '#shared/ledger/ledger.ts';
import { settingsKey } from '#shared/workspace/settings.ts';
import { executeAction } from '../../functions/execution/execute-action.ts';
import { aClaim, anAction, anAgent, anApproval, aRow, at, NOW, STOPPED } from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';
import { type TestEffect, withoutPreparation } from '../support/prepared.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), work: 'work', ledger: 'ledger' };
const KEY = { pk: 'act_1', round: 1 };
const done: TestEffect = async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' });

let effects = 0;
/** What an executor is told of the row, as Dispatch would. */
let told: unknown;
beforeEach(() => {
  effects = 0;
  dynamo.reset();
  stored({});
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
  const agent = { pk: 'AGENT#agt_1', sk: 'PROFILE', ...anAgent() };
  const action = { pk: 'ACTION#act_1', sk: 'STATE', ...anAction({ state: 'approved' }) };
  const work = [...(isSetUp ? [settings] : []), agent, action];
  dynamo.on(BatchGetCommand).resolves({ Responses: { work } });
  dynamo.on(UpdateCommand).callsFake((input) => (input.ReturnValues === 'ALL_NEW' ? claimed(row, input) : {}));
  told = row;
}

/** What the table answers who claims this row and asks how it stands then. */
function claimed(row: ApprovedRow, { ExpressionAttributeValues: values }: UpdateCommandInput) {
  const [claimId, leaseUntil, attempt, writer] = [':claimId', ':leaseUntil', ':attempt', ':writer'].map(
    (name) => values?.[name],
  );
  return { Attributes: { ...row, state: 'claimed', v: row.v + 1, claimId, leaseUntil, attempt, writer } };
}

const run = (effect: TestEffect, now = () => NOW, keyOf?: KeyOf) => {
  const counted: TestEffect = (...args) => {
    effects++;
    return effect(...args);
  };
  return executeAction({ tables, now, ...(keyOf ? { keyOf } : {}), prepare: withoutPreparation(counted) }, {
    ...KEY,
    told,
  } as RowHint);
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

  it('is claimed as its record told it, beside hold, settings and content that are read consistently, and on nothing else', async () => {
    await run(done);
    const Keys = [
      { pk: 'WORKSPACE', sk: 'SETTINGS' },
      { pk: 'AGENT#agt_1', sk: 'PROFILE' },
      { pk: 'ACTION#act_1', sk: 'STATE' },
    ];
    const RequestItems = { work: { Keys, ConsistentRead: true } };
    expect(dynamo.commandCalls(BatchGetCommand).map(({ args }) => args[0].input)).toEqual([{ RequestItems }]);
    expect([...dynamo.commandCalls(QueryCommand), ...dynamo.commandCalls(GetCommand)]).toEqual([]);
  });

  it('is looked at again, with its row, where the first look finds nothing to claim', async () => {
    stored({ hold: true });
    await run(done);
    expect(dynamo.commandCalls(QueryCommand, { ConsistentRead: true })).toHaveLength(1);
  });

  it.each([
    ['by nobody', undefined],
    ['as something that is no row', { state: 'approved' }],
    ['as not the first', anApproval()],
    ['as another row', anApproval({ first: true, pk: 'act_2' })],
    ['as it was after a write', anApproval({ first: true, v: 3 })],
    ['as one that was tried before', anApproval({ first: true, attempt: 1 })],
    ['as one that waits', anApproval({ first: true, notBefore: at(5) })],
    ['as claimed', aClaim({ first: true })],
    ["as one of another agent's action", anApproval({ first: true, agentId: 'agt_2' })],
  ])('that was told %s is looked at consistently, with all rows of its action', async (_, otherwise) => {
    told = otherwise;
    expect(await run(done)).toEqual({ state: 'executed' });
    expect(dynamo.commandCalls(QueryCommand, { ConsistentRead: true })).toHaveLength(1);
  });

  it.each([
    ['of other content', { hash: 'e'.repeat(64) }],
    ['by somebody else', { decidedBy: 'per_2' }],
    ['that lapsed', { lapsesAt: at(-1) }],
    ['that was stopped', { stopped: STOPPED }],
  ])('that was told for a decision %s is claimed, not run, and given back', async (_, otherwise) => {
    stored({ row: anApproval({ first: true, ...otherwise }) });
    told = anApproval({ first: true });
    expect(await run(done)).toEqual({ state: 'approved' });
    expect({ effects, written: written() }).toEqual({ effects: 0, written: ['claimed', 'approved'] });
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
    const action = { pk: 'ACTION#act_1', sk: 'STATE', ...anAction({ state: 'executed', pv: 3 }) };
    dynamo.on(GetCommand, { Key: { pk: 'ACTION#act_1', sk: 'STATE' } }).resolves({ Item: action });
    const agent = { pk: 'AGENT#agt_1', sk: 'PROFILE', ...anAgent() };
    const settings = { ...settingsKey, kind: 'settings', hold: false };
    dynamo.on(BatchGetCommand).resolves({ Responses: { work: [settings, agent, action] } });
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
    dynamo.on(BatchGetCommand).resolves({ Responses: { work: [] } });
    expect(await run(done)).toEqual({ state: 'no_such_action' });
    expect(effects).toBe(0);
  });
});
