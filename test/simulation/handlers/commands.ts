import type { Capability } from '../../../shared/action/capability.ts';
import { hashOf } from '../../../shared/action/content.ts';
import { guardrailKey, numberedKey } from '../../../shared/ledger/ledger.ts';
import { deliverEvent } from './bus.ts';
import { count } from './counted.ts';
import { hearFromProvider } from './evidence.ts';
import { type Fault, go, oneCall } from './fates.ts';
import { execute } from './invocations.ts';
import { lookAndSay, press, send, withdrawAll } from './people.ts';
import { handOver, readStreams } from './pump.ts';
import { deliverWebhook, request } from './requests.ts';
import { kill, start } from './scheduler.ts';
import {
  type Click,
  type Item,
  type Letter,
  type Outcome,
  type Process,
  type Row,
  rowId,
  type World,
} from './state.ts';
import { loseStreams, poison, replay } from './stream-faults.ts';
import { attack, deploy, restore, setHold, setTwo, setVerdict, takeSnapshot } from './surroundings.ts';
import { rowsOf } from './truth.ts';

/** One thing that happens: what, and five small numbers that say to whom, how, and what goes wrong where. */
export type Command = { kind: Kind; a: number; b: number; c: number; d: number; e: number };
type How = { fault: Fault; at: number; skewMs: number; outcome: Outcome };
type Do = (world: World, command: Command, how: How) => Promise<unknown>;

const SECONDS = [1, 5, 12, 31, 35, 61, 61, 100, 125, 190, 245, 600, 1_000, 1_900, 18_000, 90_000];

const actionOf = (a: number) => (a < 10 ? 0 : 1);
const letterOf = (b: number): Letter => (['a', 'a', 'b', 'c'] as const)[b % 4] ?? 'a';
const run = (begin: (world: World, command: Command, how: How) => Promise<Process | undefined> | undefined): Do => {
  return async (world, command, how) => go(world, await begin(world, command, how), how.fault, how.at);
};
const clicks = (verdict: Click['verdict']): Do =>
  run((world, { a, b, c }, { skewMs }) =>
    press(world, { action: actionOf(a), person: b % 3, verdict, isOld: c === 15 }, skewMs),
  );

const executorOf = (capability: Capability | undefined) => (capability === 'send_email' ? 'email' : 'tool');
const keyOf = ({ pk, round }: Row) => ({ pk, round });

/** What a hostile role says of a row, who may start executors: an approval of what the action holds now, which does not lapse. */
function lieOf(world: World, made: Row): Item {
  const { agentId, capability, content } = world.items.get(made.actionId) ?? {};
  const hash = hashOf(String(agentId), capability as Capability, String(content));
  return { ...made, hash, lapsesAt: '2099-01-01T00:00:00.000Z' };
}

/** Every kind of command and how often it comes. */
export const COMMANDS = {
  request: [
    6,
    run(async (world, { a, b, c }, how) => {
      const { actionId = '' } = world.actions[actionOf(a)] ?? {};
      if (!world.items.has(actionId)) await setVerdict(world, actionOf(a), [0, 0, 1, 1, 0, 2][c % 6] ?? 0);
      return request(world, actionOf(a), b === 15 ? 'huge' : letterOf(b), how);
    }),
  ],
  approve: [9, clicks('approve')],
  execute: [
    12,
    run((world, { a, b }, how) => {
      const { actionId = '', capability } = world.actions[actionOf(a)] ?? {};
      const round = Math.max(0, ...rowsOf(world, actionId).map((row) => row.round));
      const key = b % 8 === 0 || round === 0 ? guardrailKey(actionId) : numberedKey(actionId, round);
      const made = a % 2 === 1 ? world.made.get(rowId(key)) : undefined;
      return execute(world, executorOf(capability), made ? { ...key, told: made } : key, how);
    }),
  ],
  lie: [
    3,
    run((world, { a }, how) => {
      const known = world.actions[actionOf(a)];
      const made = known && world.made.get(rowId(numberedKey(known.actionId, 1)));
      return made && execute(world, executorOf(known.capability), { ...keyOf(made), told: lieOf(world, made) }, how);
    }),
  ],
  invoke: [
    5,
    run((world, _, how) => {
      const [next] = world.invocations.splice(0, 1);
      return next && execute(world, next.executor, next.event, how);
    }),
  ],
  step: [
    10,
    async (world, { a, b }, { fault }) => {
      const process = world.processes[a % Math.max(1, world.processes.length)];
      if (process?.what === 'executor' && process.claimId) count(world, 'F13 zombie');
      for (let i = 0; process && i <= b % 4; i++) await oneCall(world, process, i === 0 ? fault : 'none');
    },
  ],
  leap: [
    9,
    async (world, { a }) => {
      world.now += (SECONDS[a] ?? 1) * 1_000;
    },
  ],
  sweep: [
    7,
    run((world, _, { skewMs }) => start(world, 'sweep', { about: 'all', skewMs }, () => world.lab.handlers.sweep({}))),
  ],
  pump: [
    8,
    run(async (world, { a, b }, { skewMs }) => {
      await readStreams(world, 1 + (b % 3));
      return handOver(world, a, { isRepeated: b % 4 === 3, skewMs });
    }),
  ],
  bus: [4, run((world, { a, b }, { skewMs }) => deliverEvent(world, a, b % 4 === 3, skewMs))],
  reject: [2, clicks('reject')],
  withdraw: [3, clicks('withdraw')],
  sendAgain: [4, clicks('send_again')],
  checked: [2, run((world, { a }, { skewMs }) => lookAndSay(world, actionOf(a), skewMs))],
  event: [4, run((world, { a, b }, { skewMs }) => hearFromProvider(world, actionOf(a), b, skewMs))],
  edit: [
    3,
    run((world, { a, b, c }, { skewMs }) => {
      count(world, 'edited');
      const edit = c === 14 ? 'huge' : letterOf(b + 1);
      return press(world, { action: actionOf(a), person: b % 3, verdict: 'approve', edit, isOld: false }, skewMs);
    }),
  ],
  clickAgain: [
    2,
    run((world, { a }, { skewMs }) => {
      const click = world.clicks[a % Math.max(1, world.clicks.length)];
      return click && send(world, click, skewMs);
    }),
  ],
  crash: [
    1,
    async (world, { a }) => {
      const process = world.processes[a % Math.max(1, world.processes.length)];
      if (process) kill(process);
    },
  ],
  settings: [2, async (world, { a, b }) => setVerdict(world, actionOf(a), b)],
  twoPeople: [2, async (world, { a }) => setTwo(world, a % 2 === 0)],
  hold: [1, async (world, { a }) => setHold(world, a % 3 === 0)],
  withdrawAll: [1, run((world, _, { skewMs }) => withdrawAll(world, skewMs))],
  webhook: [1, run((world, { a }, { skewMs }) => deliverWebhook(world, a, skewMs))],
  lose: [1, loseStreams],
  replay: [1, async (world, { a }) => replay(world, a)],
  poison: [
    1,
    async (world, { a, b }) => {
      await readStreams(world, 3);
      poison(world, a, b);
    },
  ],
  deploy: [1, async (world, { a, b }) => deploy(world, actionOf(a), b)],
  hostile: [6, async (world, { a, b, c }) => attack(world, actionOf(a), b, c)],
  snapshot: [2, async (world) => takeSnapshot(world)],
  restore: [2, restore],
} as const satisfies Record<string, readonly [number, Do]>;
export type Kind = keyof typeof COMMANDS;
export const KINDS = Object.keys(COMMANDS) as Kind[];
