import { createServer } from 'node:http';
import { listenOnLoopback } from '../../../infra/local/listen-on-loopback.ts';
import type { Running } from '../../../infra/local/running.ts';

/** Where the files of the browser project find the system and the browser that they share. */
export type Shared = { running: Running; browserAt: string };

declare module 'vitest' {
  interface ProvidedContext {
    consoleServer: string;
  }
}

/** One system and one browser for all test files of the browser project, started by the file that asks first. */
export async function setup({ provide }: { provide: (key: 'consoleServer', url: string) => void }) {
  let started: ReturnType<typeof start> | undefined;
  const server = createServer((_request, response) => {
    started ??= start();
    started.then(
      ({ shared }) => response.setHeader('content-type', 'application/json').end(JSON.stringify(shared)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const { url, close } = await listenOnLoopback(server, 0);
  provide('consoleServer', url);
  return async () => {
    await close();
    await (await started)?.close();
  };
}

/** Loaded only now: a run of other tests needs none of it. */
async function start() {
  const [{ startOwnStack }, { serveBrowser }] = await Promise.all([import('../own-stack.ts'), import('../browser.ts')]);
  const [system, browser] = await Promise.all([startOwnStack(), serveBrowser()]);
  const shared: Shared = { running: system.running, browserAt: browser.wsEndpoint() };
  return {
    shared,
    close: async () => {
      await browser.close();
      await system.close();
    },
  };
}
