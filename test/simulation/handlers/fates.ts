import { count } from './counted.ts';
import { kill, next, settle, step } from './scheduler.ts';
import type { Fate, Process, World } from './state.ts';
import { EVENTUALLY } from './table-calls.ts';

/** What goes wrong with a process, at one of its calls. */
const FAULTS = [
  ...(['none', 'none', 'none', 'none', 'none', 'pause', 'slow', 'slow'] as const),
  ...(['crash', 'crash after', 'throttled', 'never_arrived', 'lost', 'stale', 'retried', 'storm'] as const),
];
export type Fault = (typeof FAULTS)[number];
export const faultOf = (d: number): Fault => FAULTS[d % FAULTS.length] ?? 'none';

export const numberOf = (fault: Fault): number => FAULTS.indexOf(fault);

/** Longer than any handler's way through. */
const MOST_STEPS = 150;

/** Lets a process run, with one fault at its call number `at`; 'pause' and 'slow' leave it where it is then. */
export async function go(world: World, process: Process | undefined, fault: Fault, at: number): Promise<void> {
  if (!process) return;
  for (let i = 0; i < MOST_STEPS && !process.dead && !world.broken; i++) {
    const now = next(process);
    if (now.waiting.length === 0) await settle(now);
    if (now.dead || now.waiting.length === 0) continue;
    if (i === at && fault === 'pause') return;
    await oneCall(world, now, isHit(fault, i - at) ? fault : 'none');
    if (i === at && fault === 'slow') return;
  }
}

/** Some faults are over after one call, others begin there. */
function isHit(fault: Fault, since: number): boolean {
  if (fault === 'stale') return since >= 0;
  return fault === 'storm' ? since >= 0 && since % 3 === 0 : since === 0;
}

/** One call of a process goes through, or not. */
export async function oneCall(world: World, process: Process, fault: Fault): Promise<void> {
  const pending = process.waiting[world.order % Math.max(1, process.waiting.length)];
  if (!pending) return;
  const { kind, name } = pending;
  if (fault === 'crash') {
    count(world, `F3 crash before ${kind}`);
    return tellDeath(world, process, `before it ${name}`);
  }
  await step(world, process, fateOf(fault, pending));
  const isClaim = name.endsWith('to claimed');
  if (fault === 'throttled' || fault === 'storm') count(world, 'F5 throttled');
  if (fault === 'lost' && isClaim) count(world, 'F4 claim stored, answer lost');
  if (fault === 'slow' && kind === 'provider') count(world, 'F18 hangs');
  if (fault !== 'crash after' || process.dead) return;
  count(world, `F3 crash after ${isClaim ? 'claim' : kind === 'provider' ? 'effect' : kind}`);
  tellDeath(world, process, `after: ${name}`);
}

function tellDeath(world: World, process: Process, when: string): void {
  world.story?.push(`   ${process.what} ${process.id} dies ${when}`);
  kill(process);
}

function fateOf(fault: Fault, { kind, name }: { kind: string; name: string }): Fate {
  if (kind === 'reply' || kind === 'timer') return 'fine';
  switch (fault) {
    case 'none':
    case 'pause':
    case 'crash':
      return 'fine';
    case 'crash after':
      return 'slow';
    case 'storm':
      return 'throttled';
    case 'retried':
      return kind === 'bus' || kind === 'invoke' ? 'fine' : 'retried';
    case 'stale':
      return name.endsWith(EVENTUALLY) ? 'stale' : 'fine';
    default:
      return fault;
  }
}
