import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from '../../infra/local/running.ts';
import { freePortsInARow } from '../support/free-ports-in-a-row.ts';
import { end, type Started, shareAssembly, startProcess, untilRunning } from '../support/start-process.ts';

/** `npm start` in a directory of its own, which somebody kills again and again. */
export type ChaosHost = {
  start(): Promise<void>;
  /** SIGKILL, which nothing can prepare for, and another start on the same state. */
  killAndStart(): Promise<void>;
  /** Tries on the system as it is up now; undefined where an answer is lost, or nothing is up. */
  attempt<T>(on: (system: Running) => Promise<T>): Promise<T | undefined>;
  stop(): Promise<void>;
};

export function openChaosHost(directory: string): ChaosHost {
  let started: Started | undefined;
  let running: Running | undefined;
  shareAssembly(directory);

  async function start() {
    started = startProcess(directory, await freePortsInARow());
    running = await untilRunning(started, 120_000);
  }
  async function stop(signal: NodeJS.Signals) {
    running = undefined;
    if (started) await end(started, signal);
  }

  return {
    start,
    async killAndStart() {
      await stop('SIGKILL');
      await start();
    },
    async attempt(on) {
      const system = running;
      const answer = system && (await on(system).catch(() => undefined));
      if (answer === undefined) await delay(100);
      return answer;
    },
    stop: () => stop('SIGTERM'),
  };
}
