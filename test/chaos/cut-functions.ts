import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosHost } from './chaos-host.ts';

/** Every function on the way from a request to its effect, and back to the agent. */
const CUT_FUNCTIONS = [
  ...['Webhook', 'AgentRun', 'Publish', 'Notify', 'Decide', 'Dispatch', 'Sweep', 'Evidence', 'Tell'],
  ...['EmailExecutor', 'SmsExecutor', 'CallExecutor', 'HttpExecutor', 'ToolExecutor'],
] as const;

/** Invocations that were ended in their midst, by function. */
export type Cuts = Record<(typeof CUT_FUNCTIONS)[number], number>;

/**
 * Ends what a function is doing at that moment, another function several times a second, until told to stop. A function
 * that does nothing then is left alone: only what is cut in its midst can lose anything.
 */
export async function cutFunctions(
  host: ChaosHost,
  { spared, random, isOver }: { spared: readonly string[]; random: () => number; isOver: () => boolean },
): Promise<Cuts> {
  const cuts = Object.fromEntries(CUT_FUNCTIONS.map((name) => [name, 0])) as Cuts;
  const names = CUT_FUNCTIONS.filter((name) => !spared.includes(name));
  while (!isOver()) {
    await delay(random() * 400);
    const name = names[Math.floor(random() * names.length)] ?? 'Sweep';
    const answer = await host.attempt(async ({ localUrl }) => {
      const response = await fetch(`${localUrl}/functions/${name}/end`, { method: 'POST' });
      if (!response.ok) throw new Error(`${name} was not ended: ${response.status}`);
      return (await response.json()) as { ended: number };
    });
    cuts[name] += answer?.ended ?? 0;
  }
  return cuts;
}
