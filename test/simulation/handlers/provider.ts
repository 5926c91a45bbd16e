import type { SdkCommand } from './aws.ts';
import { count } from './counted.ts';
import { checkEffect } from './invariants.ts';
import { gate } from './scheduler.ts';
import type { Key, Letter, Outcome, Process, Reply, World } from './state.ts';
import { timedOut } from './table-calls.ts';
import { truthOf } from './truth.ts';

/** How long a tool remembers a key: what its settings declare. */
export const KEY_LIFE_SECONDS = 30 * 60;

/** An email: an agent's, or a notice to a person. */
export function callSes(process: Process, { input }: SdkCommand): Promise<unknown> {
  const text = printable(input);
  if (process.what === 'notify') return notice(process);
  const letter = letterIn(text);
  if (!letter || !process.row) throw new Error('An email that nobody asked for');
  return request(process, process.row, letter, undefined, (id) => ({ MessageId: id }));
}

/** The function of a tool. */
export function callTool(process: Process, payload: string): Promise<unknown> {
  const { idempotencyKey } = JSON.parse(payload) as { idempotencyKey: string };
  const letter = letterIn(payload);
  if (!letter || !process.row) throw new Error('A call of a tool that nobody asked for');
  const body = Buffer.from('{"ok":true}');
  return request(process, process.row, letter, idempotencyKey, (requestId) => ({
    Payload: body,
    $metadata: { requestId },
  }));
}

/**
 * What leaves a function is on its way in the very instant of the call: nothing may come between the executor's last
 * look at its clock and this. Only the answer can be late, or never come.
 */
function request(
  process: Process,
  row: Key,
  letter: Letter,
  key: string | undefined,
  answer: (id: string) => unknown,
): Promise<unknown> {
  const { world, outcome } = process;
  const early = world.mutation?.pauseBeforeSend;
  const again = world.mutation?.clientRetries && isLost(outcome);
  const doIt = () => {
    for (let i = 0; i < (again ? 2 : 1); i++) receive(process, row, letter, key);
  };
  if (!early) doIt();
  const perform = async (fate: string): Promise<Reply> => {
    if (early) doIt();
    const said = world.mutation?.outcomeSaid?.(outcome) ?? outcome;
    // The answer gets lost like any other: whatever the provider did, nobody hears of it.
    if (fate !== 'fine' && fate !== 'slow') return { error: timedOut() };
    return said === 'done' ? { value: answer(`id-${process.id}`) } : { error: errorOf(said) };
  };
  return gate(process, { kind: 'provider', name: 'hears from the provider', perform });
}

function receive(process: Process, row: Key, letter: Letter, key: string | undefined): void {
  const { world, outcome, claimId = '' } = process;
  count(world, `F6 ${outcome}`);
  world.story?.push(`   ${process.what} ${process.id}: sends content ${letter}; the provider: ${outcome}`);
  const done = outcome === 'done' || outcome === 'lost_done' || outcome === 'error_done';
  const isNew = done && !isKnown(world, key);
  truthOf(world, row).tries.push({ claimId, done });
  if (!isNew) return;
  truthOf(world, row).effects++;
  count(world, 'effect');
  checkEffect(process, row, letter);
}

/** A tool does nothing for a key that it remembers. */
function isKnown(world: World, key: string | undefined): boolean {
  if (key === undefined) return false;
  const until = world.keys.get(key) ?? 0;
  if (until > world.now) count(world, 'key replayed');
  else world.keys.set(key, world.now + KEY_LIFE_SECONDS * 1_000 * (world.mutation?.keyLifeFactor ?? 1));
  return until > world.now;
}

function notice(process: Process): Promise<unknown> {
  const perform = async (fate: string): Promise<Reply> => {
    const isDown = fate !== 'fine' && fate !== 'slow';
    if (isDown) count(process.world, 'F22 notice not sent');
    return isDown ? { error: errorOf('error_undone') } : { value: { MessageId: 'notice' } };
  };
  return gate(process, { kind: 'provider', name: 'sends a notice', perform });
}

const isLost = (outcome: Outcome) => outcome.startsWith('lost') || outcome.startsWith('error');

/** The error of the SDK that each outcome comes back as. */
function errorOf(outcome: Outcome): Error {
  const made = (name: string, httpStatusCode?: number) =>
    Object.assign(new Error(name), { name, $metadata: httpStatusCode ? { httpStatusCode } : {} });
  switch (outcome) {
    case 'refused':
      return made('MessageRejected', 400);
    case 'throttled':
      return made('TooManyRequestsException', 429);
    case 'unreachable':
      return Object.assign(made('Error'), { code: 'ECONNREFUSED' });
    case 'error_done':
      return made('InternalServiceErrorException', 500);
    case 'error_undone':
      return made('ServiceUnavailable', 503);
    default:
      return timedOut();
  }
}

/** Contents are told apart by one letter in them, wherever an executor puts it. */
function letterIn(text: string): Letter | undefined {
  return /content ([abc])/.exec(text)?.[1] as Letter | undefined;
}

/** All text in a request, whether it came as text or as bytes. */
function printable(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(printable).join('\n');
}
