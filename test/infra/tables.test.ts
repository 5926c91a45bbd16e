import { describe, expect, it } from 'vitest';
import { PENDING_LIST_ATTRIBUTES } from '#shared/action/action.ts';
import { resourcesOf, synthesizedTemplate } from './synthesized.ts';

const resources = resourcesOf(synthesizedTemplate());

describe.each(['TablesWork', 'TablesLedger'])('the table %s', (id) => {
  const table = resources[id];

  it('survives mistakes: kept when the stack goes, protected from deletion, restorable to any second', () => {
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    });
  });

  it('is paid by request, and tells its stream what was and what is', () => {
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  it('finds open work by a sharded key, as keys only', () => {
    expect(table?.Properties.GlobalSecondaryIndexes).toContainEqual({
      IndexName: 'due',
      KeySchema: [
        { AttributeName: 'dueShard', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    });
  });
});

describe('the list of pending approvals', () => {
  it('is read from the index alone', () => {
    expect(resources.TablesWork?.Properties.GlobalSecondaryIndexes).toContainEqual({
      IndexName: 'pending',
      KeySchema: [
        { AttributeName: 'pendingOf', KeyType: 'HASH' },
        { AttributeName: 'pendingAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...PENDING_LIST_ATTRIBUTES] },
    });
  });
});
