import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DecisionRequest } from '#shared/approval/decision.ts';
import { recordDecision } from '#shared/approval/record-decision.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { answerBatches } from '../support/batch-get.ts';
import {
  anAction,
  anAgent,
  anApproval,
  aPerson,
  aRow,
  at,
  NOW,
  SYSTEM_SENDER,
  sealedEmail,
} from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const tables = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), work: 'work', ledger: 'ledger' };
const BY = { personId: 'per_1', signedInAt: at(-30) };

let written: Record<string, unknown>[];
beforeEach(() => {
  dynamo.reset();
  dynamo.on(UpdateCommand).resolves({});
  written = [];
});

type Stored = { action?: Record<string, unknown>; rows?: LedgerRow[]; person?: Record<string, unknown> };

/** What the tables hold; an action that waits, and an owner of its agent, unless said otherwise. */
function stored({ action = {}, rows = [], person = {} }: Stored = {}) {
  dynamo.on(GetCommand).resolves({});
  dynamo.on(GetCommand, { Key: { pk: 'ACTION#act_1', sk: 'STATE' } }).resolves({ Item: anAction(action) });
  dynamo.on(GetCommand, { Key: { pk: 'PERSON#per_1', sk: 'PROFILE' } }).resolves({ Item: aPerson(person) });
  dynamo
    .on(GetCommand, { Key: { pk: 'AGENT#agt_1', sk: 'PROFILE' } })
    .resolves({ Item: anAgent({ access: { per_1: 'owner' } }) });
  dynamo.on(QueryCommand).resolves({ Items: rows });
  for (const row of rows) dynamo.on(GetCommand, { Key: { pk: row.pk, round: row.round } }).resolves({ Item: row });
  answerBatches(dynamo);
  // As the table does: no row over one that is there, and the refusal brings that one.
  dynamo.on(PutCommand).callsFake(({ Item: row }) => {
    const there = rows.find(({ pk, round }) => pk === row.pk && round === row.round);
    if (there) throw refusedFor(there);
    written.push(row);
    return {};
  });
}

function refusedFor(row: LedgerRow) {
  const Item = marshall(row, { removeUndefinedValues: true });
  return new ConditionalCheckFailedException({ message: '', $metadata: {}, Item });
}

function decide(over: Record<string, unknown> = {}, shown: Record<string, unknown> = {}) {
  const asked = DecisionRequest.parse({
    ...{ verdict: 'approve', decisionId: 'dec_mine00000000' },
    shown: { agentId: 'agt_1', round: 1, hash: sealedEmail().hash, ...shown },
    ...over,
  });
  return recordDecision({ tables, now: () => NOW, systemSender: SYSTEM_SENDER }, 'act_1', BY, asked);
}

const writtenRow = () => written[0];

describe('a decision on what was shown', () => {
  it('is one row with hash, person, sign-in, and the end of its authority', async () => {
    stored();
    expect(await decide()).toMatchObject({ verdict: 'approve', decidedBy: 'Pia', round: 1 });
    expect(writtenRow()).toMatchObject({
      ...{ pk: 'act_1', round: 1, state: 'approved', hash: sealedEmail().hash, decidedBy: 'per_1' },
      ...{ signedInAt: BY.signedInAt, lapsesAt: at(24 * 60), notifyAgent: false },
    });
  });

  it('that is a rejection has no authority', async () => {
    stored();
    await decide({ verdict: 'reject' });
    expect(writtenRow()).toMatchObject({ state: 'rejected', verdict: 'reject' });
    expect(writtenRow()).not.toHaveProperty('lapsesAt');
  });

  it('in a chat tells the agent, ticked or not', async () => {
    stored({ action: { origin: 'chat' } });
    await decide();
    expect(writtenRow()).toMatchObject({ notifyAgent: true });
  });

  it('after a lapse is for the next round', async () => {
    stored({ action: { round: 2 }, rows: [aRow('lapsed')] });
    await decide({}, { round: 2 });
    expect(writtenRow()).toMatchObject({ round: 2 });
  });

  it('writes nothing but its row: the stream shows it on the action', async () => {
    stored();
    await decide();
    expect(dynamo.commandCalls(PutCommand)).toHaveLength(1);
    expect(dynamo.commandCalls(UpdateCommand)).toEqual([]);
  });

  it('reads who decides, what they may and what was asked, consistently', async () => {
    stored();
    await decide();
    const consistent = dynamo.commandCalls(GetCommand).filter(({ args }) => args[0].input.ConsistentRead);
    expect(consistent.map(({ args }) => args[0].input.Key?.pk)).toEqual([
      'PERSON#per_1',
      'AGENT#agt_1',
      'ACTION#act_1',
    ]);
  });
});

describe('a decision that is refused', () => {
  it.each([
    ['another hash was shown', {}, {}, { hash: 'f'.repeat(64) }, 'CONTENT_CHANGED'],
    ['another round was shown', {}, {}, { round: 2 }, 'CONTENT_CHANGED'],
    [
      'its content was swapped beside the old hash',
      { action: { content: sealedEmail({ subject: 'x' }).canonical } },
      {},
      {},
      'CONTENT_CHANGED',
    ],
    ['a round that lapsed was shown', { rows: [aRow('lapsed')] }, {}, { round: 1 }, 'CONTENT_CHANGED'],
    ['somebody approved', { rows: [anApproval()] }, {}, {}, 'ALREADY_DECIDED'],
    ['it ran', { rows: [aRow('executed')] }, {}, {}, 'ALREADY_DECIDED'],
    ['it was rejected and the list is behind', { rows: [aRow('rejected')] }, {}, {}, 'ALREADY_DECIDED'],
    ['it was allowed', { action: { state: 'allowed' } }, {}, {}, 'NOT_PENDING'],
    ['it was blocked', { action: { state: 'blocked' } }, {}, {}, 'NOT_PENDING'],
    ['the person may not', { person: { personId: 'per_2' } }, {}, {}, 'NOT_FOUND'],
    ["another agent's id was sent", { action: { agentId: 'agt_2' } }, {}, {}, 'NOT_FOUND'],
  ] as [string, Stored, object, object, string][])('%s', async (_, holds, asked, shown, code) => {
    stored(holds);
    await expect(decide({ ...asked }, { ...shown })).rejects.toMatchObject({ code });
    expect(writtenRow()).toBeUndefined();
  });

  it('the content is not canonical: it cannot be approved, yet it can be rejected', async () => {
    const damaged = { action: { content: ` ${sealedEmail().canonical}` } };
    stored(damaged);
    await expect(decide()).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
    stored(damaged);
    expect(await decide({ verdict: 'reject' })).toMatchObject({ verdict: 'reject' });
  });
});

describe('a click that comes twice', () => {
  it('is one decision, whatever came of it since', async () => {
    stored({ rows: [aRow('executed', { decisionId: 'dec_mine00000000', decidedBy: 'per_1' })] });
    expect(await decide()).toMatchObject({ verdict: 'approve' });
    expect(writtenRow()).toBeUndefined();
  });

  it('is told who won when the other was faster in the same instant', async () => {
    stored();
    dynamo.on(PutCommand).rejects(refusedFor(aRow('rejected', { writer: 'wrt_other' })));
    await expect(decide()).rejects.toMatchObject({
      ...{ code: 'ALREADY_DECIDED', details: { winner: { verdict: 'reject', decidedBy: 'Olga' } } },
    });
  });

  it('of somebody else with the same id is not taken for this one', async () => {
    stored({ rows: [anApproval({ decisionId: 'dec_mine00000000', decidedBy: 'per_2' })] });
    await expect(decide()).rejects.toMatchObject({ code: 'ALREADY_DECIDED' });
  });
});
