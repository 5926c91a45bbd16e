import { setImmediate as afterIo } from 'node:timers/promises';
import { outside, running } from './clock.ts';
import type { Ended, Fate, Pending, Process, Reply, World } from './state.ts';

/** Something of a process that is not seen here would make runs that differ from time to time. */
const PATIENCE_MS = 20_000;

type About = Partial<Pick<Process, 'skewMs' | 'outcome' | 'click' | 'row'>> & { about: string };

/** Begins an invocation of a function; it runs to its first call, which waits to be let through. */
export async function start(world: World, what: string, about: About, run: () => Promise<unknown>): Promise<Process> {
  world.lastId++;
  const process: Process = {
    ...{ id: world.lastId, world, what, skewMs: 0, waiting: [], waitsFor: undefined, dead: false, faulty: false },
    ...{
      outcome: 'done',
      errors: [],
      onEnd: [],
      result: undefined,
      click: undefined,
      row: undefined,
      claimId: undefined,
      hasDecided: false,
    },
    ...{ saw: { allowed: false, unblocked: false, free: false, oneEnough: false } },
    ...{ before: { executed: [], rounds: 0 }, ...about },
  };
  world.processes.push(process);
  noteSurroundings(process);
  running
    .run(process, run)
    .then((value) => end(process, { ok: true, value }))
    .catch((error) => end(process, { ok: false, error }));
  await settle(process);
  return process;
}

function end(process: Process, result: Ended): void {
  if (process.dead) return;
  process.dead = true;
  process.result = result;
  process.waiting = [];
  process.world.processes = process.world.processes.filter((other) => other !== process);
  for (const hear of process.onEnd) hear(result);
}

/** What is done when a process has ended; at once, where it has by now. */
export function onEnd(process: Process, hear: (result: Ended) => void): void {
  if (process.result) hear(process.result);
  else process.onEnd.push(hear);
}

/** The process is gone: nothing of it runs on, and no code of it learns so. */
export function kill(process: Process): void {
  if (process.waitsFor) process.waitsFor = undefined;
  end(process, 'dead');
}

/** A call that a process makes: waits here until it is let through. */
export function gate(process: Process, call: Omit<Pending, 'resolve' | 'reject'>): Promise<unknown> {
  if (process.dead) return new Promise(() => undefined);
  return new Promise((resolve, reject) => process.waiting.push({ ...call, resolve, reject }));
}

/** Who of a process and those that it waits for can go on. */
export function next(process: Process): Process {
  return process.waitsFor ? next(process.waitsFor) : process;
}

/** Lets one call through. */
export async function step(world: World, process: Process, fate: Fate): Promise<void> {
  const [pending] = process.waiting.splice(world.order % Math.max(1, process.waiting.length), 1);
  if (!pending) return;
  const reply = await outside(() => pending.perform(fate));
  world.story?.push(
    `   ${process.what} ${process.id}: ${pending.name}${fate === 'fine' ? '' : ` (${fate})`}${saying(reply)}`,
  );
  if (fate !== 'fine' && fate !== 'slow') process.faulty = true;
  if (fate === 'slow') hold(process, pending, reply);
  else hear(pending, reply);
  await settle(process);
}

/** The call is over, and its answer on the way: a pause right after, with everything done. */
function hold(process: Process, pending: Pending, reply: Reply): void {
  const { resolve, reject } = pending;
  const perform = async () => reply;
  process.waiting.push({ name: `hears: ${pending.name}`, kind: 'reply', perform, resolve, reject });
}

function hear({ resolve, reject }: Pending, reply: Reply): void {
  if (reply === 'later') return;
  if ('error' in reply) reject(reply.error);
  else resolve(reply.value);
}

function saying(reply: Reply): string {
  if (reply === 'later' || !('error' in reply)) return '';
  return `: ${reply.error instanceof Error ? reply.error.name : 'refused'}`;
}

/** Until the process waits for its next call, or is over. Between two calls it only computes. */
export async function settle(process: Process): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  do await afterIo();
  while (!process.dead && process.waiting.length === 0 && !process.waitsFor && performance.now() < until);
  if (process.dead || process.waiting.length > 0 || process.waitsFor) return;
  throw new Error(`${process.what} ${process.id} waits for something that the simulation does not see`);
}

/** What held at some moment of its life, it may act on. */
export function noteSurroundings(process: Process): void {
  const { world, row, saw } = process;
  const known = world.actions.find(({ actionId }) => row?.pk.endsWith(actionId));
  const verdict = known && world.verdicts[known.action];
  saw.allowed ||= verdict === 'allow';
  saw.unblocked ||= verdict !== 'block';
  saw.free ||= !world.hold;
  saw.oneEnough ||= !world.two;
}
