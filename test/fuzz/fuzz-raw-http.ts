import { connect } from 'node:net';
import * as fc from 'fast-check';
import { startHttpApi } from '../../infra/local/http-api/start-http-api.ts';
import { apiTemplate } from '../support/edge-template.ts';
import { startIssuer } from '../support/issuer.ts';
import { openFuzzWorld } from './fuzz-world.ts';
import type { Asked, Fuzzed } from './fuzzed.ts';
import { type RawRequest, rawRequests } from './raw-requests.ts';
import { type Handler, loadHandler, routesOfStack } from './routes-of-stack.ts';
import { watchLog } from './watched-log.ts';

/** What a client that dawdles is given here; in use it is 30 s. */
const PATIENCE_MS = 1_000;
/** After that, a connection hangs. */
const HANGS_MS = 15_000;
const AT_ONCE = 16;
/** More answers on the same connection come at once. */
const IDLE_MS = 30;

/** The local HTTP API with the real handlers behind it, on a real socket. */
export async function startFuzzedApi() {
  const world = await openFuzzWorld();
  const issuer = await startIssuer();
  const log = watchLog();
  const routes = routesOfStack();
  const handlers = new Map<string, Handler>();
  for (const route of routes) handlers.set(route.routeKey, await loadHandler(route, world.environment));
  const said: string[] = [];
  const sketches = routes.map(({ routeKey, signedIn }) => ({
    key: routeKey,
    functionId: functionOf(routeKey),
    jwt: signedIn,
  }));
  const api = await startHttpApi({
    port: 0,
    resources: apiTemplate(sketches, { issuer: issuer.issuer }),
    patienceMs: PATIENCE_MS,
    mayInvoke: () => true,
    onProblem: (problem) => said.push(problem),
    invoke: async (_, event) => {
      const handler = handlers.get(event.routeKey);
      return { ok: true, value: await handler?.(event as never) };
    },
  });
  return {
    port: Number(new URL(api.url).port),
    /** What the server or a function said was wrong, since it was asked last. */
    takeProblems: () => [...said.splice(0), ...log.takeErrors()],
    async close() {
      log.restore();
      await Promise.all([api.close(), issuer.close()]);
      await world.close();
    },
  };
}

function functionOf(routeKey: string): string {
  return routeKey.replaceAll(/[^A-Za-z]/g, '');
}

/** Writes odd bytes to the local HTTP API: it answers none with a 5xx, lets nobody hang, and lives. */
export async function fuzzRawHttp({ requests, seed }: Asked): Promise<Fuzzed> {
  const api = await startFuzzedApi();
  const counts = new Map<string, number>();
  const problems: string[] = [];
  try {
    const made = fc.sample(rawRequests, { seed, numRuns: requests });
    let next = 0;
    const turn = async () => {
      for (let at = next++; at < made.length; at = next++) {
        const raw = made[at] as RawRequest;
        const statuses = await exchange(api.port, raw);
        const key = statuses.join(' ') || 'closed';
        counts.set(key, (counts.get(key) ?? 0) + 1);
        if (/5\d\d|hangs/.test(key))
          problems.push(`request ${at} was answered ${key}\n  ${JSON.stringify(raw).slice(0, 1_000)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, turn));
    problems.push(...api.takeProblems().map((problem) => `something was said to be wrong: ${problem}`));
    const alive = await fetch(`http://127.0.0.1:${api.port}/`).then(({ status }) => status, String);
    if (alive !== 200) problems.push(`it does not live any more: ${alive}`);
  } finally {
    await api.close();
  }
  return { counts, problems };
}

/** The status of every answer on one connection, or that it hangs. */
export async function exchange(port: number, { pieces, after }: RawRequest): Promise<string[]> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const { promise: over, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, HANGS_MS, false);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    // The connection stays open for the next request; what was to be answered was.
    if (/^HTTP\/1\.1 [2-5]/m.test(received)) setTimeout(resolve, IDLE_MS, true);
  });
  for (const end of ['error', 'end', 'close']) socket.on(end, () => resolve(true));
  for (const piece of pieces) socket.write(piece);
  if (after === 'end') socket.end();
  if (after === 'vanish') setImmediate(() => socket.destroy());
  const isOver = await over;
  clearTimeout(timer);
  socket.destroy();
  const statuses = [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status = '']) => status);
  return isOver ? statuses : ['hangs'];
}
