import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../shared/events/event-pattern.ts';

const event = {
  source: 'countersign',
  'detail-type': 'approval.requested.v1',
  resources: ['one', 'two'],
  detail: {
    origin: 'background',
    round: 2,
    urgent: false,
    note: null,
    empty: '',
    nothing: [],
    people: [
      { id: 'p1', role: 'admin' },
      { id: 'p2', role: 'guest' },
    ],
  },
};

const detail = (fields: unknown) => ({ detail: fields });

describe('an event pattern', () => {
  it.each([
    ['an exact value', { source: ['countersign'] }],
    ['any alternative', { 'detail-type': ['approval.decided.v1', 'approval.requested.v1'] }],
    ['all fields at once', { source: ['countersign'], detail: { origin: ['background'] } }],
    ['any element of a list', { resources: ['two'] }],
    ['a number', detail({ round: [2] })],
    ['a boolean', detail({ urgent: [false] })],
    ['null', detail({ note: [null] })],
    ['an empty string', detail({ empty: [''] })],
    ['prefix', { 'detail-type': [{ prefix: 'approval.' }] }],
    ['prefix in another case', { source: [{ prefix: { 'equals-ignore-case': 'COUNTER' } }] }],
    ['suffix', { 'detail-type': [{ suffix: '.v1' }] }],
    ['equals-ignore-case', { source: [{ 'equals-ignore-case': 'CounterSign' }] }],
    ['anything-but a value', { source: [{ 'anything-but': 'aws.s3' }] }],
    ['anything-but a list', { source: [{ 'anything-but': ['aws.s3', 'aws.ec2'] }] }],
    ['anything-but a prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }],
    ['anything-but where another element differs', { resources: [{ 'anything-but': 'one' }] }],
    ['anything-but against null', detail({ note: [{ 'anything-but': 'x' }] })],
    ['exists', detail({ note: [{ exists: true }] })],
    ['exists: false of a missing field', detail({ absent: [{ exists: false }] })],
    ['exists: false below a missing object', { other: { field: [{ exists: false }] } }],
    ['exists: false of an object, which is no leaf', { detail: [{ exists: false }] }],
    ['exists: false of an empty list', detail({ nothing: [{ exists: false }] })],
    ['a missing field or a value', detail({ absent: ['x', { exists: false }] })],
    ['numeric', detail({ round: [{ numeric: ['>', 1] }] })],
    ['a numeric range', detail({ round: [{ numeric: ['>', 0, '<=', 2] }] })],
    ['two fields of one element', detail({ people: { id: ['p1'], role: ['admin'] } })],
    ['$or', { $or: [{ source: ['x'] }, { detail: { round: [2] } }] }],
    ['$or inside an object', detail({ $or: [{ round: [9] }, { urgent: [false] }] })],
  ])('matches %s', (_, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(true);
  });

  it.each([
    ['another value', { source: ['other'] }],
    ['a missing field', detail({ absent: ['x'] })],
    ['null where the field is missing', detail({ absent: [null] })],
    ['anything-but where the field is missing', detail({ absent: [{ 'anything-but': 'x' }] })],
    ['a number written as text', detail({ round: ['2'] })],
    ['one field of two', { source: ['countersign'], detail: { origin: ['chat'] } }],
    ['anything-but the value', { source: [{ 'anything-but': ['countersign'] }] }],
    ['anything-but its prefix', { source: [{ 'anything-but': { prefix: 'counter' } }] }],
    ['prefix of a number', detail({ round: [{ prefix: '2' }] })],
    ['numeric of text', { source: [{ numeric: ['>', 0] }] }],
    ['outside a range', detail({ round: [{ numeric: ['>', 2, '<', 5] }] })],
    ['exists: false of a present field', detail({ round: [{ exists: false }] })],
    ['exists: true of a missing field', detail({ absent: [{ exists: true }] })],
    ['exists: true of an object', { detail: [{ exists: true }] }],
    ['fields of two different elements', detail({ people: { id: ['p1'], role: ['guest'] } })],
    ['an object pattern on a leaf', { source: { name: ['countersign'] } }],
    ['$or with no true side', { $or: [{ source: ['x'] }, { detail: { round: [9] } }] }],
    ['an inherited property', { toString: [{ exists: true }] }],
  ])('does not match %s', (_, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(false);
  });

  it('reads a stream record of DynamoDB by its typed attributes', () => {
    const approved = compilePattern({
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { NewImage: { state: { S: ['approved'] }, expiresAt: { N: [{ exists: false }] } } },
    });
    expect(approved({ eventName: 'INSERT', dynamodb: { NewImage: { state: { S: 'approved' } } } })).toBe(true);
    expect(approved({ eventName: 'REMOVE', dynamodb: { OldImage: { state: { S: 'approved' } } } })).toBe(false);
  });

  it.each([
    ['an unknown operator', { source: [{ like: 'a*' }] }, /operator "like" of "source"/],
    [
      'an unknown operator inside anything-but',
      { source: [{ 'anything-but': { cidr: 'x' } }] },
      /"cidr" inside anything-but/,
    ],
    ['two operators in one', { source: [{ prefix: 'a', suffix: 'b' }] }, /one operator/],
    ['a bare value', { source: 'countersign' }, /"source" must be an object/],
    ['an empty list', { source: [] }, /could never match/],
    ['an empty pattern', {}, /empty/],
    ['a pattern that is no object', 'x', /must be an object/],
    ['$or with one side', { $or: [{ source: ['x'] }] }, /at least two/],
    ['mixed anything-but', { source: [{ 'anything-but': ['a', 1] }] }, /strings or numbers/],
    ['numeric without a bound', { source: [{ numeric: ['>'] }] }, /"numeric" of "source"/],
    ['numeric by a name of every object', { source: [{ numeric: ['constructor', 1] }] }, /"numeric" of "source"/],
    ['numeric by what is no text', { source: [{ numeric: [{ toString: 1 }, 1] }] }, /"numeric" of "source"/],
    ['exists with text', { source: [{ exists: 'yes' }] }, /true or false/],
  ])('refuses %s', (_, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});
