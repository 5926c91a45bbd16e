import { type Mutant, mutant } from './mutant.ts';
import { dropClauses, forget, isClose, isOfWork, isOn, isPut, skipUpdates } from './planted.ts';
import * as t from './stories.ts';

/** Clauses and writes that are left out. */
export const LEFT_OUT: readonly Mutant[] = [
  mutant('a decision is written over another', 'I7|I8', { request: dropClauses('decide', isPut, ['#pk']) }, [
    t.asked,
    ['approve', { fault: 'pause' }],
    ['reject', { b: 1 }],
    ...t.goOn,
  ]),
  mutant(
    'a second yes is written over a no',
    'I7',
    { request: dropClauses('decide', isOn('approved'), ['#v', '#state']) },
    [...t.half, ['approve', { b: 2, fault: 'pause' }], ['reject', { b: 0 }], ...t.goOn],
  ),
  mutant('an allowed action is claimed twice', 'I1', { request: dropClauses('executor', isPut, ['#pk']) }, [
    ['settings', { b: 1 }],
    ['request', { c: 3, d: 8 }],
    t.run('allowed', 'pause'),
    t.run('allowed'),
    ...t.goOn,
  ]),
  mutant(
    'a claim without a condition',
    'I1|I3|I4',
    { request: dropClauses('executor', isOn('claimed'), ['#v', '#state']) },
    [...t.approved, t.run('done', 'pause'), t.run('done'), ...t.goOn],
  ),
  mutant(
    'an outcome recorded without "the claim is mine"',
    'I1|I6',
    { request: dropClauses('executor', isOn('approved', 'executed', 'failed', 'uncertain'), ['#']) },
    [...t.approved, t.run('done', 'slow'), t.minutes, ['sweep'], ...t.goOn],
  ),
  mutant('withdrawn while claimed', 'I3|I7', { request: dropClauses('decide', isOn('withdrawn'), ['#v', '#state']) }, [
    ...t.approved,
    ['withdraw', { fault: 'pause' }],
    t.run('done'),
    ...t.goOn,
  ]),
  mutant(
    'lapsed while claimed',
    'I3',
    { request: dropClauses(undefined, isOn('lapsed'), ['#v', '#state']) },
    [...t.approved, ['hostile', { c: 2 }], t.run('done', 'pause'), ['hostile'], t.run('done'), ...t.goOn],
    'attack',
  ),
  mutant('closed without the version that was seen', 'I5|I9', { request: dropClauses('sweep', isClose, ['#']) }, [
    ...t.half,
    ['sweep'],
    ['sweep', { fault: 'pause' }],
    ['approve', { b: 2 }],
    ...t.goOn,
  ]),
  mutant('an old projection overwrites a newer one', 'I5|I9', { request: dropClauses(undefined, isOfWork, ['#pv']) }, [
    ...t.approved,
    ['pump', { a: 1, fault: 'pause' }],
    t.run('done'),
    ...t.swept,
    ...t.goOn,
  ]),
  mutant('the sweep shows nothing', 'I5|I9', { request: skipUpdates('sweep', 'work') }, [...t.approved, t.run('done')]),
  mutant('a row that moves on is not looked at again', 'I5|I9', { request: forget('dueShard', 'dueAt') }, [
    ...t.half,
    ...t.swept,
    ...t.swept,
    ['approve', { b: 2 }],
  ]),
  mutant('nobody starts what is approved', 'I5', { startsNothing: true }, [...t.approved]),
];
