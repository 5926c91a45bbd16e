import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Stored, Stores } from './contender.ts';
import type { Ask, Pending, Race, Round } from './run-contender.ts';

/** Who takes part: `floor` names the four-write floor of its own database. */
export type Entry = { name: string; module: string; floor: string; needs?: 'postgres' | 'sqlite' | 'restate' };

const RUNNER = join(import.meta.dirname, 'run-contender.ts');
const ANSWERS_WITHIN_MS = 120_000;

/** A contender in a process of its own; every question to it is answered within two minutes or fails. */
export async function startContestant(entry: Entry, stores: Stores) {
  const child = fork(RUNNER, [join(import.meta.dirname, entry.module)], {
    execArgv: ['--expose-gc', '--no-warnings'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', OPENAI_AGENTS_DISABLE_TRACING: '1', LANGSMITH_TRACING: 'false' },
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const ask = async <T>(question: Ask): Promise<T> => {
    const answer = await answerOf(child, question);
    if (answer.ok) return answer.value as T;
    throw new Error(`${entry.name} could not ${question.do}: ${answer.error}\n${said}`);
  };
  await ask({ do: 'open', stores }).catch((error) => {
    child.kill();
    throw error;
  });
  return {
    ...entry,
    round: (concurrency: number, cycles: number, limitMs: number) =>
      ask<Round>({ do: 'round', concurrency, cycles, limitMs }),
    race: (times: number) => ask<Race>({ do: 'race', times }),
    pending: (count: number) => ask<Pending>({ do: 'pending', count }),
    stored: () => ask<Stored | undefined>({ do: 'stored' }),
    close: async () => {
      await ask({ do: 'close' }).catch(() => undefined);
      if (child.exitCode === null) child.kill();
    },
  };
}

export type Contestant = Awaited<ReturnType<typeof startContestant>>;

type Answer = { ok: true; value: unknown } | { ok: false; error: string };

function answerOf(child: ChildProcess, question: Ask): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (answer: Answer) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
      resolve(answer);
    };
    const onMessage = (message: unknown) => end(message as Answer);
    const onExit = (code: number | null) => end({ ok: false, error: `ended with code ${code}` });
    const timer = setTimeout(() => end({ ok: false, error: 'no answer in two minutes' }), ANSWERS_WITHIN_MS);
    child.on('message', onMessage).on('exit', onExit);
    if (child.connected) child.send(question);
    else onExit(child.exitCode);
  });
}
