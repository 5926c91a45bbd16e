import { setTimeout as delay } from 'node:timers/promises';
import { type SignedInPerson, signIn } from '../../infra/demo/system.ts';
import type { Running } from '../../infra/local/running.ts';
import { newId } from '../../shared/ids.ts';
import type { ChaosHost } from './chaos-host.ts';

/** A click that the person was told counts. It must be in the ledger, whatever happened since. */
export type Acknowledged = { actionId: string; round: number; decisionId: string; verdict: 'approve' | 'reject' };
/** `problems`: answers that a person should never get. */
export type Clicks = { acknowledged: Acknowledged[]; lost: number; retried: number; problems: string[] };

/**
 * A person who decides on what waits, beside others who do the same. One in ten is rejected. A click that got no answer,
 * or a 5xx, is made again as the same click, as the console does; undefined answers come from a host that is down.
 */
export async function decideOnAll(host: ChaosHost, personId: string, random: () => number, isOver: () => boolean) {
  const clicks: Clicks = { acknowledged: [], lost: 0, retried: 0, problems: [] };
  const signedIn = new WeakMap<Running, SignedInPerson>();
  const asPerson = <T>(act: (person: SignedInPerson) => Promise<T>) =>
    host.attempt(async (system) => {
      const person = signedIn.get(system) ?? (await signIn(system, personId));
      signedIn.set(system, person);
      return act(person);
    });
  while (!isOver()) {
    const waiting = (await asPerson((person) => person.pending())) ?? [];
    const item = waiting[Math.floor(random() * waiting.length)];
    if (!item) await delay(200);
    const card = item && (await asPerson((person) => person.card(item.actionId)));
    if (!card) continue;
    const verdict = random() < 0.1 ? 'reject' : 'approve';
    const click = { verdict, decisionId: newId('dec'), notifyAgent: random() < 0.5 } as const;
    const once = () => asPerson((person) => person.decide(card, click));
    let answer = await once();
    while (!isOver() && (answer?.status ?? 500) >= 500) {
      clicks.retried++;
      answer = await once();
    }
    const { actionId, round } = card;
    if (answer?.status === 200) clicks.acknowledged.push({ actionId, round, verdict, decisionId: click.decisionId });
    else if (answer?.status === 409) clicks.lost++;
    else if (answer && answer.status < 500)
      clicks.problems.push(`${personId} got ${answer.status} for ${actionId}: ${JSON.stringify(answer.body)}`);
  }
  return clicks;
}
