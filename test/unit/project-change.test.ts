import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { projectChange } from '#shared/ledger/project.ts';
import { aGuardrailRow, aRow, NOW } from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), work: 'work', ledger: 'ledger' };
const FIRST = { first: true };

beforeEach(() => {
  dynamo.reset();
  dynamo.on(GetCommand).resolves({});
  dynamo.on(UpdateCommand).resolves({});
  // What is there by now: the first row, and the second one that came after it.
  dynamo.on(QueryCommand).resolves({ Items: [aRow('uncertain', { ...FIRST, v: 3 }), aRow('approved', { round: 2 })] });
});

const show = (before: LedgerRow | undefined, after: LedgerRow, isNew = !before) =>
  projectChange(tables, { isNew, before, after }, NOW);
const reads = () => dynamo.commandCalls(QueryCommand).length + dynamo.commandCalls(GetCommand).length;
const shown = () => dynamo.commandCalls(UpdateCommand)[0]?.args[0].input.ExpressionAttributeValues;

describe('a change of the only row of an action is shown from its record alone', () => {
  it.each([
    ['made', undefined, aRow('rejected', FIRST), { ':state': 'rejected', ':pv': 1, ':closes': 1 }],
    ['approved', undefined, aRow('approved', FIRST), { ':state': 'approved', ':pv': 1 }],
    [
      'half, then agreed',
      aRow('half', FIRST),
      aRow('approved', { ...FIRST, v: 2 }),
      { ':state': 'approved', ':pv': 2 },
    ],
    [
      'carried out',
      aRow('claimed', { ...FIRST, v: 2 }),
      aRow('executed', { ...FIRST, v: 3 }),
      { ':state': 'executed', ':pv': 3, ':closes': 1 },
    ],
    ['of the guardrail', undefined, aGuardrailRow('declined'), { ':state': 'pending', ':pv': 1 }],
  ] as [string, LedgerRow | undefined, LedgerRow, object][])('%s', async (_, before, after, values) => {
    await show(before, after);
    expect(reads()).toBe(0);
    expect(shown()).toMatchObject(values);
  });
});

describe('all rows are read first where the record may not say it all', () => {
  it.each([
    ['a later round', undefined, aRow('approved', { round: 2 }), true],
    ['a first round that was made beside another row', undefined, aRow('approved'), true],
    [
      'a row that had settled: a second one may stand beside it',
      aRow('uncertain', FIRST),
      aRow('executed', FIRST),
      false,
    ],
    ['a row whose past cannot be read', undefined, aRow('executed', { ...FIRST, v: 4 }), false],
  ] as [string, LedgerRow | undefined, LedgerRow, boolean][])('%s', async (_, before, after, isNew) => {
    await show(before, after, isNew);
    expect(reads()).toBeGreaterThan(0);
    // By now the second round is open, and its state is the action's.
    expect(shown()).toMatchObject({ ':state': 'approved', ':pv': 4, ':round': 2 });
    expect(shown()?.[':closes']).toBeUndefined();
  });
});

describe('nothing is written', () => {
  it.each([
    ['claimed', aRow('approved', FIRST), aRow('claimed', { ...FIRST, v: 2 })],
    ['given back', aRow('claimed', { ...FIRST, v: 2 }), aRow('approved', { ...FIRST, v: 3 })],
  ])('for a row that was %s: it shows as approved before and after', async (_, before, after) => {
    await show(before, after);
    expect(dynamo.calls()).toEqual([]);
  });
});

describe('what the sweep may close without reading it', () => {
  it.each([
    ['a row of which the agent has to be told', { notifyAgent: true }],
    ['a row that is under way', { state: 'approved' as const }],
  ])('is not %s', async (_, { state = 'rejected', ...over }: { state?: LedgerRow['state']; notifyAgent?: boolean }) => {
    await show(undefined, aRow(state, { ...FIRST, ...over }));
    expect(shown()?.[':closes']).toBeUndefined();
  });
});
