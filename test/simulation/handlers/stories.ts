import type { Command, Kind } from './commands.ts';
import { type Fault, numberOf } from './fates.ts';

/** Numbers of a command that a story is about; the others are 0. `fault` comes at the call that is being tried. */
export type Told = [Kind, { a?: number; b?: number; c?: number; d?: number; e?: number; fault?: Fault }?];

/** A history in which one fault falls on one call after the other, until the one that matters is hit. */
export type Story = (at: number) => Command[];

/** As many as any of the handlers has before its last write. */
export const POSITIONS = 18;

export function story(...told: Told[]): Story {
  return (at) =>
    told.map(([kind, { fault, ...numbers } = {}]) => {
      const where = fault ? { c: at, d: numberOf(fault) } : {};
      return { kind, a: 0, b: 0, c: 0, d: 0, e: 0, ...numbers, ...where };
    });
}

const TOOL = 10;
/** How the provider takes it, and which row is run: an approved one, or the guardrail's own. */
export const RUN = {
  done: 1,
  lostDone: 7,
  refused: 9,
  throttled: 11,
  errorDone: 13,
  errorUndone: 14,
  allowed: 0,
  allowedLost: 8,
};
export const asked: Told = ['request'];
/** By people who leave "notify agent" unticked. */
export const approved: Told[] = [asked, ['approve', { b: 1 }]];
export const toolApproved: Told[] = [
  ['request', { a: TOOL }],
  ['approve', { a: TOOL, b: 1 }],
];
export const half: Told[] = [['twoPeople'], asked, ['approve', { b: 1 }]];
export const run = (how: keyof typeof RUN, fault?: Fault, a = 0): Told => {
  return ['execute', { a, b: RUN[how], ...(fault ? { fault } : {}) }];
};
export const runTool = (how: keyof typeof RUN): Told => run(how, undefined, TOOL);
/** The first one that was left under way goes on, to its end. */
export const goOn: Told[] = [
  ['step', { b: 3 }],
  ['step', { b: 3 }],
];
export const minutes: Told = ['leap', { a: 10 }];
export const aDay: Told = ['leap', { a: 15 }];
export const swept: Told[] = [['sweep'], ['sweep']];
/** So that the story ends with sweeps alone: it does where its length is even. */
export const evenly = (told: Told[]): Told[] => (told.length % 2 === 0 ? told : [...told, ['leap']]);
