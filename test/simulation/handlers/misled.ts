import { type Mutant, mutant } from './mutant.ts';
import { asTold, hashOfNow, ifClaimed, serve, skipUpdates, withOnePerson } from './planted.ts';
import * as t from './stories.ts';

const DEAD = { leaseUntil: new Date(0).toISOString() };
const UNLAPSED = { lapsesAt: '2099-01-01T00:00:00.000Z' };

/** Code that is told what is not so, by tables, providers and clocks. */
export const MISLED: readonly Mutant[] = [
  mutant('the sweep takes every claim for dead', 'I6', { answer: serve('sweep', 'ledger', ifClaimed(DEAD)) }, [
    ...t.approved,
    t.run('done', 'slow'),
    ['sweep'],
    ...t.goOn,
  ]),
  mutant(
    'hold is not read',
    'HOLD',
    { answer: serve('executor', 'work', (item) => ('hold' in item ? { hold: false } : {})) },
    [...t.approved, ['hold'], t.run('done')],
  ),
  mutant(
    'a lapsed approval is used',
    'P3',
    { answer: serve('executor', 'ledger', (row) => ('lapsesAt' in row ? UNLAPSED : {})) },
    [...t.approved, t.aDay, t.run('done')],
  ),
  mutant(
    'content is not hashed again at execution',
    'I2',
    { answer: serve('executor', 'ledger', hashOfNow) },
    [...t.approved, ['hostile', { c: 2 }], t.run('done')],
    'attack',
  ),
  mutant(
    'what a claim brings is not looked at',
    'I2',
    { answer: asTold },
    [...t.approved, ['hostile', { c: 2 }], ['lie']],
    'attack',
  ),
  mutant(
    'one person is enough, whatever the settings say',
    'I8',
    { answer: serve('decide', 'work', withOnePerson) },
    t.half,
  ),
  mutant(
    'no answer counts as "did not begin"',
    'I1',
    { outcomeSaid: (one) => (one === 'lost_done' ? 'throttled' : one) },
    [...t.approved, t.run('lostDone'), t.minutes, t.run('done')],
  ),
  mutant(
    'no answer counts as "was refused"',
    'I4',
    { outcomeSaid: (one) => (one === 'error_done' ? 'refused' : one) },
    [...t.approved, t.run('errorDone')],
  ),
  mutant('the client sends again by itself', 'I1', { clientRetries: true }, [...t.approved, t.run('lostDone')]),
  mutant('a pause between the look at the clock and the send', 'I6', { pauseBeforeSend: true }, [
    ...t.approved,
    t.run('done', 'pause'),
    t.minutes,
    ['sweep'],
    ...t.goOn,
  ]),
  mutant('the provider forgets a key earlier than it says', 'I1', { keyLifeFactor: 0.01 }, [
    ...t.toolApproved,
    t.runTool('lostDone'),
    t.minutes,
    t.runTool('done'),
  ]),
  mutant('clocks ten minutes apart', 'I6', { skewMs: 10 * 60_000 }, [
    ...t.approved,
    ['execute', { b: t.RUN.done, e: 8, fault: 'slow' }],
    ['sweep'],
    ...t.goOn,
  ]),
  mutant('evidence is acknowledged and not written', 'I10', { request: skipUpdates('evidence', 'ledger') }, [
    ...t.approved,
    t.run('lostDone'),
    ['event'],
  ]),
  mutant('a failed record is not reported', 'F8', { reportsNothing: true }, [t.asked, ['poison'], ['pump']]),
  mutant(
    'rows are not woken after a restore',
    'I5|I9',
    { wakesNothing: true },
    [...t.approved, ['snapshot'], t.run('done'), ...t.swept, ...t.swept, ['restore']],
    'restore',
  ),
];
