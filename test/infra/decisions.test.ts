import { describe, expect, it } from 'vitest';
import { attributes, EXECUTORS, grants, grantsByFunction, leadingKeys, type Statement } from './statements.ts';
import { resourcesOf, synthesizedTemplate } from './synthesized.ts';

const ledger = 'TablesLedger';
const byFunction = grantsByFunction(resourcesOf(synthesizedTemplate()));
const whoMay = (test: (statement: Statement) => boolean) =>
  Object.keys(byFunction).filter((name) => byFunction[name]?.some(test));

describe('the ledger of decisions', () => {
  it('takes the row of a decision from Decide alone', () => {
    const putAnyRow = whoMay(
      (it) => grants(it, 'PutItem', ledger) && !leadingKeys(it)?.every((key) => key.startsWith('G#')),
    );
    expect(putAnyRow).toEqual(['Decide']);
  });

  it('takes rows of what a guardrail allowed from the executors', () => {
    const putting = whoMay((it) => grants(it, 'PutItem', ledger));
    expect(putting.sort()).toEqual([...EXECUTORS, 'Decide'].sort());
  });

  it.each(EXECUTORS)('takes them from %s under keys of their own', (name) => {
    const limited = byFunction[name]?.find((it) => grants(it, 'PutItem', ledger));
    expect(limited?.conditions).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['G#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
  });

  it('is updated by those only who execute, end, or learn what became of it', () => {
    const updating = whoMay((it) => grants(it, 'UpdateItem', ledger));
    expect(updating.sort()).toEqual([...EXECUTORS, 'Decide', 'Evidence', 'Resolve', 'Sweep'].sort());
  });

  it('takes a second yes and an end from Decide, which cannot change the first decision by an update', () => {
    const [update, ...others] = byFunction.Decide?.filter((it) => grants(it, 'UpdateItem', ledger)) ?? [];
    expect(others).toEqual([]);
    const named = update ? (attributes(update) ?? []) : [];
    expect(named).toEqual(expect.arrayContaining(['second', 'stopped', 'lapsesAt']));
    const first = ['verdict', 'hash', 'decidedBy', 'decidedByName', 'decidedAt', 'decisionId', 'signedInAt', 'again'];
    expect(named.filter((attribute) => [...first, 'claimId', 'evidence', 'resolution'].includes(attribute))).toEqual(
      [],
    );
  });

  it.each([...EXECUTORS, 'Evidence', 'Resolve', 'Sweep'])(
    'lets %s name no attribute of a decision in an update',
    (name) => {
      const decision = [
        ...['verdict', 'hash', 'decidedBy', 'decidedByName', 'decidedAt', 'decisionId', 'signedInAt', 'note'],
        ...[
          'second',
          'stopped',
          'again',
          'notifyAgent',
          'lapsesAt',
          'actionId',
          'agentId',
          'capability',
          'origin',
          'conversationId',
        ],
      ];
      const updates = byFunction[name]?.filter((it) => grants(it, 'UpdateItem', ledger)) ?? [];
      expect(updates).toHaveLength(1);
      for (const update of updates) {
        expect(attributes(update)).toContain('claimId');
        expect(attributes(update)?.filter((attribute) => decision.includes(attribute))).toEqual([]);
        expect(update.conditions.Null).toEqual({ 'dynamodb:Attributes': 'false' });
      }
    },
  );

  it('loses no row: nobody may delete from it', () => {
    const deleting = ['DeleteItem', 'BatchWriteItem', 'PartiQLDelete', 'DeleteTable'];
    expect(whoMay((it) => deleting.some((action) => grants(it, action, ledger)))).toEqual([]);
  });

  it('is out of reach of what starts agents, lists and greets', () => {
    const touching = whoMay((it) => JSON.stringify(it.resource).includes(ledger));
    for (const name of ['Webhook', 'Bell', 'Me', 'Console', 'Conversation', 'ListApprovals']) {
      expect(touching).not.toContain(name);
    }
  });
});
