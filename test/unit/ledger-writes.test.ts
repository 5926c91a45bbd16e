import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { closeRow, createRow, moveRow } from '#shared/ledger/ledger-table.ts';
import {
  claimApproved,
  giveBack,
  giveUpClaim,
  lapse,
  recordExecuted,
  recordFailed,
  recordUncertain,
  refuseBlocked,
} from '#shared/ledger/transitions.ts';
import { EXECUTION_ATTRIBUTES } from '#shared/ledger/writable-attributes.ts';
import { aClaim, aGuardrailRow, anApproval, aRow, NOW } from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), work: 'work', ledger: 'ledger' };

beforeEach(() => {
  dynamo.reset();
});

/** A refused condition, with the item that stood in the way. */
function refused(row?: LedgerRow) {
  return new ConditionalCheckFailedException({
    ...{ message: 'The conditional request failed', $metadata: {} },
    ...(row ? { Item: marshall(row, { removeUndefinedValues: true }) } : {}),
  });
}

const { v, dueShard, dueAt, ...NEW_ROW } = anApproval();
const move = () =>
  moveRow(
    tables,
    anApproval({ v: 4 }),
    { state: 'approved', v: 4 },
    { state: 'claimed', claimId: 'clm_1', leaseUntil: NOW.toISOString(), attempt: 1 },
  );

describe('a row that is made', () => {
  it('is made when there was none, as version 1 and due at once', async () => {
    dynamo.on(PutCommand).resolves({});
    const written = await createRow(tables, NEW_ROW, NOW);
    expect(written).toMatchObject({
      won: true,
      row: { v: 1, dueAt: NOW.toISOString(), dueShard: expect.stringMatching(/^due#\d+$/) },
    });
    expect(dynamo.commandCalls(PutCommand)[0]?.args[0].input.ConditionExpression).toBe('attribute_not_exists(#pk)');
  });

  it('is lost to the one that was faster, whose row is returned', async () => {
    const winner = aRow('rejected', { writer: 'wrt_other' });
    dynamo.on(PutCommand).rejects(refused(winner));
    expect(await createRow(tables, NEW_ROW, NOW)).toEqual({ won: false, row: winner });
  });

  it('is won when the refusal shows this very write: only the reply was lost', async () => {
    const mine = anApproval({ writer: NEW_ROW.writer });
    dynamo.on(PutCommand).rejects(refused(mine));
    expect(await createRow(tables, NEW_ROW, NOW)).toEqual({ won: true, row: mine });
  });

  it('is lost without a row when the refusal shows none', async () => {
    dynamo.on(PutCommand).rejects(refused());
    expect(await createRow(tables, NEW_ROW, NOW)).toEqual({ won: false, row: undefined });
  });

  it('fails when the table fails: that is no answer', async () => {
    dynamo.on(PutCommand).rejects(Object.assign(new Error(), { name: 'ThrottlingException' }));
    await expect(createRow(tables, NEW_ROW, NOW)).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});

describe('a row that is moved', () => {
  it('counts up and is due again', async () => {
    dynamo.on(UpdateCommand).resolves({});
    expect(await move()).toMatchObject({ won: true, row: { state: 'claimed', v: 5 } });
    const { UpdateExpression, ExpressionAttributeNames } = dynamo.commandCalls(UpdateCommand)[0]?.args[0].input ?? {};
    expect(UpdateExpression).toContain('#v = #v + :one');
    expect(Object.values(ExpressionAttributeNames ?? {})).toEqual(
      expect.arrayContaining(['dueShard', 'dueAt', 'writer']),
    );
  });

  it('is lost to the one that was faster', async () => {
    const winner = aClaim({ claimId: 'clm_2', writer: 'wrt_other', v: 5 });
    dynamo.on(UpdateCommand).rejects(refused(winner));
    expect(await move()).toEqual({ won: false, row: winner });
  });

  it('is won when the refusal shows this very write', async () => {
    dynamo.on(UpdateCommand).callsFake(({ ExpressionAttributeValues }) => {
      throw refused(aClaim({ v: 5, writer: ExpressionAttributeValues[':writer'] }));
    });
    expect(await move()).toMatchObject({ won: true, row: { state: 'claimed', v: 5 } });
  });

  it('has another writer each time, so that a try never takes an older one for its own', async () => {
    dynamo.on(UpdateCommand).resolves({});
    await move();
    await move();
    const writers = dynamo
      .commandCalls(UpdateCommand)
      .map(({ args }) => args[0].input.ExpressionAttributeValues?.[':writer']);
    expect(new Set(writers).size).toBe(2);
  });

  it('fails when the table fails', async () => {
    dynamo.on(UpdateCommand).rejects(new Error('no route'));
    await expect(move()).rejects.toThrow('no route');
  });
});

describe('the condition of every transition', () => {
  const outcome = { code: 'x' };
  const seen = { ':was_state': 'approved', ':was_v': 1 };
  const mine = { ':was_state': 'claimed', ':was_claimId': 'clm_1', ':was_v': 1 };

  it.each([
    ['L4 claim: as seen', () => claimApproved(tables, anApproval(), NOW), seen],
    ['L6b block: as seen', () => refuseBlocked(tables, anApproval(), 'blocked_by_policy', NOW), seen],
    ['L12 lapse: as seen', () => lapse(tables, anApproval(), 'approval_lapsed', NOW), seen],
    ['L5 executed: my claim, as seen', () => recordExecuted(tables, aClaim(), outcome, NOW), mine],
    ['L6 failed: my claim, as seen', () => recordFailed(tables, aClaim(), outcome, NOW), mine],
    ['L8 uncertain: my claim, as seen', () => recordUncertain(tables, aClaim(), outcome, NOW), mine],
    ['L7 given back: my claim, as seen', () => giveBack(tables, aClaim(), NOW), mine],
    ['L9 given up: the claim as seen', () => giveUpClaim(tables, aClaim(), NOW), mine],
  ])('%s', async (_, transition, expected) => {
    dynamo.on(UpdateCommand).resolves({});
    await transition();
    const {
      ConditionExpression = '',
      ExpressionAttributeValues,
      ExpressionAttributeNames,
    } = dynamo.commandCalls(UpdateCommand)[0]?.args[0].input ?? {};
    expect(ExpressionAttributeValues).toMatchObject(expected);
    expect(ConditionExpression.split(' AND ').toSorted()).toEqual(
      Object.keys(expected)
        .map((value) => `${value.replace(':was_', '#')} = ${value}`)
        .toSorted(),
    );
    // The roles of executors and sweep name these attributes and no others.
    expect(EXECUTION_ATTRIBUTES).toEqual(expect.arrayContaining(Object.values(ExpressionAttributeNames ?? {})));
  });

  it('a guardrail row that lapses is declined, and asked as round 1', async () => {
    dynamo.on(UpdateCommand).resolves({});
    const row = aGuardrailRow('approved', { attempt: 1 });
    expect(await lapse(tables, row as ReturnType<typeof anApproval>, 'asks_now', NOW)).toMatchObject({
      row: { state: 'declined' },
    });
  });
});

describe('a row that is closed', () => {
  it('must be as seen, and keeps its version', async () => {
    dynamo.on(UpdateCommand).resolves({});
    expect(await closeRow(tables, aRow('executed', { v: 3 }))).toBe(true);
    expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      UpdateExpression: 'REMOVE #dueShard, #dueAt',
      ConditionExpression: '#v = :seen AND NOT (#state IN (:approved, :claimed))',
      ExpressionAttributeValues: { ':seen': 3, ':approved': 'approved', ':claimed': 'claimed' },
    });
  });

  it('is left open when it moved on', async () => {
    dynamo.on(UpdateCommand).rejects(refused());
    expect(await closeRow(tables, aRow('executed'))).toBe(false);
  });

  it('fails when the table fails', async () => {
    dynamo.on(UpdateCommand).rejects(new Error('no route'));
    await expect(closeRow(tables, aRow('executed'))).rejects.toThrow('no route');
  });
});
