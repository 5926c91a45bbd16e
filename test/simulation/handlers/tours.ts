import type { Mode } from './state.ts';
import * as t from './stories.ts';

/** A story that must hold, and goes where histories by chance seldom come. */
export type Tour = { name: string; mode: Mode; story: t.Story };

function tour(name: string, told: t.Told[], mode: Mode = 'plain'): Tour {
  return { name, mode, story: t.story(...told) };
}

/** The agent's run dies before it can start the executor of what was allowed. */
const leftAllowed: t.Told = ['request', { c: 3, d: 8 }];
const notDone: t.Told[] = [...t.approved, t.run('errorUndone')];
const [ASK, BLOCK]: [t.Told, t.Told] = [
  ['settings', { b: 0 }],
  ['settings', { b: 2 }],
];

export const TOURS: readonly Tour[] = [
  tour('a first yes, then an edit', [...t.half, ['edit', { b: 2 }], ['approve', { b: 0 }]]),
  tour('a first yes, then a no', [...t.half, ['reject', { b: 2 }]]),
  tour('a first yes, then withdrawn', [...t.half, ['withdraw', { b: 2 }]]),
  tour('a no, and a second click', [t.asked, ['reject', { b: 1 }], ['approve', { b: 2, e: 12 }]]),
  tour('allowed and run', [['request', { c: 2 }]]),
  tour('not reached', [
    ['request', { b: 12, c: 2 }],
    ['request', { a: 10, b: 8, c: 2 }],
    ['request', { a: 10, b: 13, c: 2 }],
  ]),
  tour('two agree', [...t.half, ['approve', { b: 2 }], t.run('done')]),
  tour('allowed and withdrawn', [leftAllowed, ['withdraw', { b: 1 }], t.run('allowed')]),
  tour('allowed, and asked about now', [leftAllowed, ASK, t.run('allowed'), ['approve', { b: 1 }], t.run('done')]),
  tour('allowed, and blocked now', [leftAllowed, BLOCK, t.run('allowed')]),
  tour('approved, and blocked now', [...t.approved, BLOCK, t.run('done')]),
  tour('approved and withdrawn', [...t.approved, ['withdraw', { b: 1 }], t.run('done')]),
  tour('all of it withdrawn', [...t.approved, ['request', { a: 10 }], ['withdrawAll']]),
  tour('never used in its day', [...t.approved, t.aDay, ['sweep'], ['approve', { b: 1 }], t.run('done')]),
  tour('refused, then sent again', [...t.approved, t.run('refused'), ['sendAgain', { b: 1 }], t.run('done')]),
  tour('not begun, then done', [...t.approved, t.run('throttled'), t.minutes, t.run('done')]),
  tour('no answer, and evidence', [...t.approved, t.run('lostDone'), ['event'], ...t.swept]),
  tour('no answer, and somebody looked', [...t.approved, t.run('lostDone'), ['checked']]),
  tour('not done, somebody looked, sent again', [...notDone, ['checked'], ['sendAgain', { b: 1 }], t.run('done')]),
  tour('a key that is known', [...t.toolApproved, t.runTool('lostDone'), t.minutes, t.runTool('done')]),
  tour('a key that is forgotten', [...t.toolApproved, t.runTool('lostDone'), ['leap', { a: 13 }], ['sweep']]),
  tour('an executor dies anywhere', [...t.approved, t.run('done', 'crash after'), t.minutes, ['sweep']]),
  tour('an answer is lost anywhere', [...t.approved, t.run('done', 'lost'), t.minutes, ['sweep'], t.run('done')]),
  tour('an executor stands still anywhere', [...t.approved, t.run('done', 'slow'), t.minutes, ['sweep'], ...t.goOn]),
  tour('an executor reads what was', [...t.approved, t.run('done'), t.run('done', 'stale'), ...t.swept]),
  tour('a click reads what was', [t.asked, ['approve', { b: 1 }], ['reject', { b: 2, fault: 'stale' }], t.run('done')]),
  tour('a click dies anywhere', [t.asked, ['approve', { b: 1, fault: 'crash' }], ['clickAgain'], t.run('done')]),
  tour('a sweep reads what was', [...t.approved, ['sweep'], t.run('done'), ['sweep'], ['sweep', { fault: 'stale' }]]),
  tour('nobody can be written to', [
    t.asked,
    ['pump'],
    ['bus', { fault: 'throttled' }],
    ['bus'],
    ['approve', { b: 1 }],
  ]),
  tour('the bus refuses', [...t.approved, ['pump', { a: 0, fault: 'storm' }], ['pump', { a: 1, fault: 'storm' }]]),
  tour('events come again', [t.asked, ['pump'], ['bus', { b: 3 }], ['bus', { b: 3 }], ['bus']]),
  tour('records come again, and old ones', [
    ...t.approved,
    ['pump', { b: 3 }],
    ['pump'],
    ['pump'],
    ['replay'],
    ['pump'],
  ]),
  tour('records and events are lost', [...t.approved, ['pump'], ['pump', { a: 1 }], ['lose'], t.run('done')]),
  tour('poison', [t.asked, ['poison'], ...Array<t.Told>(8).fill(['pump']), ['approve', { b: 1 }]]),
  tour('a webhook comes again', [['webhook'], ['webhook'], t.aDay, ['webhook']]),
  tour('too large to ask for, too large to edit to', [['request', { b: 15 }], t.asked, ['edit', { c: 14 }]]),
  tour('a state of a newer deployment', [
    ...t.approved,
    ['deploy'],
    ['sweep'],
    t.run('done'),
    ['deploy'],
    t.run('done'),
  ]),
  tour('an attribute of a newer deployment', [...t.approved, ['deploy', { b: 1 }], t.run('done'), ...t.swept]),
  tour('a first row is told', [...t.approved, t.run('done', undefined, 1)]),
  tour('a hostile role', [...t.approved, ['hostile', { c: 2 }], t.run('done')], 'attack'),
  tour('a hostile role lies to an executor', [...t.approved, ['hostile', { c: 2 }], ['lie'], ...t.swept], 'attack'),
  tour('a restore', [...t.approved, ['snapshot'], t.run('done'), ...t.swept, ['restore'], ...t.swept], 'restore'),
];
