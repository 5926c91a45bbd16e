import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type SignedInPerson, sendWebhook, signIn } from '../../../infra/demo/system.ts';
import { type OwnStack, startOwnStack } from '../../support/own-stack.ts';
import type { Section } from '../section.ts';
import { summarise } from '../statistics.ts';
import { spread, table } from '../table.ts';

/** From one line of a function's log to the next; each is written when that step is done. */
const HOPS = [
  { hop: 'Click → decided: the API, Decide', until: 'decided' },
  { hop: 'Decided → planned: stream, Dispatch, invocation, the executor reads', until: 'execution planned' },
  { hop: 'Planned → effect: prepare, claim, send', until: 'effect tried' },
  { hop: 'Effect → agent told: record, stream, Publish, bus, Tell', until: 'agent told' },
] as const;
/** Of the local stream while nothing comes, as `infra/local/streams/poll-stream.ts` has it. */
const POLL_MS = 75;
const PATIENCE_MS = 60_000;

/** A click in the console until the effect, and until the agent is told, through the whole local stack. */
export const wait: Section = async ({ rounds, quick }) => {
  const system = await startOwnStack();
  try {
    const olivia = await signIn(system.running, 'per_olivia');
    const rows: number[][] = [];
    const times = quick ? 2 : rounds * 4;
    // The first few start functions and connections, which is measured by itself.
    for (let i = -3; i < times; i++) {
      const hops = await once(system, olivia, `wait-${i + 3}@customer.example`);
      if (i >= 0) rows.push(hops);
    }
    return { numbers: rows, tables: { 'the wait': tableOf(rows) } };
  } finally {
    await system.close();
  }
};

function tableOf(rows: readonly number[][]): string {
  const sum = (hops: readonly number[]) => hops.reduce((all, each) => all + each, 0);
  const whole = summarise(rows.map(sum)).median;
  const of = (what: (hops: number[]) => number) => summarise(rows.map(what));
  const cells = HOPS.map(({ hop }, i) => {
    const took = of((hops) => hops[i] ?? Number.NaN);
    return [hop, spread(took), `${Math.round((100 * took.median) / whole)}%`];
  });
  return table(
    ['Hop', 'ms', 'Share'],
    [
      ...cells,
      ['**Click → effect**', spread(of((hops) => sum(hops.slice(0, 3)))), ''],
      ['**Click → agent told**', spread(of(sum)), ''],
      ['For comparison: one poll interval of the local stream and 30 ms', String(POLL_MS + 30), ''],
    ],
  );
}

/** Milliseconds of each hop of one approval. */
async function once(system: OwnStack, olivia: SignedInPerson, email: string): Promise<number[]> {
  const payload = { type: 'invoice.question', customer: { name: 'Dana', email }, invoice: '1043' };
  await sendWebhook(system.running, 'trg_invoices', payload);
  const { actionId } = await until(async () => (await olivia.pending()).find(({ summary }) => summary.includes(email)));
  const card = await olivia.card(actionId);
  let since = Date.now();
  const { status } = await olivia.decide(card, { verdict: 'approve', notifyAgent: true });
  if (status !== 200) throw new Error(`The decision was answered ${status}`);
  const hops: number[] = [];
  for (const { until: message } of HOPS) {
    const at = await until(async () => timeOf(system.stateDirectory, actionId, message));
    hops.push(at - since);
    since = at;
  }
  return hops;
}

function timeOf(stateDirectory: string, actionId: string, message: string): number | undefined {
  for (const file of globSync(join(stateDirectory, 'logs', '*.log')))
    for (const line of readFileSync(file, 'utf8').split('\n'))
      if (line.includes(actionId) && line.includes(`"message":"${message}"`)) return Date.parse(JSON.parse(line).time);
  return undefined;
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('It did not happen within a minute.');
}
