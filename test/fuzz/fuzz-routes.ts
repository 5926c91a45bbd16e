import { startConversation } from '../../shared/agent/message-table.ts';
import { derivedId } from '../../shared/ids.ts';
import { deliveryItem } from '../../shared/trigger/trigger.ts';
import { type Fuzzed, fuzzRoute } from './fuzz-route.ts';
import { type FuzzWorld, openFuzzWorld } from './fuzz-world.ts';
import { wrongItems } from './judge-tables.ts';
import { loadHandlers, routesOfStack } from './routes-of-stack.ts';
import { FIRST_DELIVERY, SKETCHES } from './valid-requests.ts';
import { watchLog } from './watched-log.ts';

export type RouteFuzz = Fuzzed & { routeKey: string };

/**
 * Fuzzes every route of the template, through the real handlers on a real database, and looks at the tables after each.
 * @param only a part of the names of routes, where not all are wanted
 * @param tell told of each route when it is done
 */
export async function fuzzRoutes(
  { requests, seed, only = '' }: { requests: number; seed: number; only?: string | undefined },
  tell: (done: RouteFuzz) => void = () => undefined,
): Promise<RouteFuzz[]> {
  const world = await openFuzzWorld();
  const log = watchLog();
  try {
    const routes = routesOfStack().filter(({ routeKey }) => routeKey.includes(only));
    const handlers = await loadHandlers(routes, world.environment);
    await firstConversation(world);
    let before = await world.itemsOf('work');
    const done: RouteFuzz[] = [];
    for (const route of routes.toSorted((a, b) => placeOf(a.routeKey) - placeOf(b.routeKey))) {
      const handler = handlers.get(route.routeKey);
      const fuzzed = handler ? await fuzzRoute(route, handler, { world, log, requests, seed }) : undefined;
      if (!fuzzed) throw new Error(`No handler for ${route.routeKey}`);
      const after = await world.itemsOf('work');
      const wrong = wrongItems(before, after, await world.itemsOf('ledger'), SKETCHES[route.routeKey]?.changes);
      before = after;
      const problems = [...fuzzed.problems, ...wrong.slice(0, 10).map((problem) => `in the tables: ${problem}`)];
      done.push({ ...fuzzed, problems, routeKey: route.routeKey });
      tell(done.at(-1) as RouteFuzz);
    }
    return done;
  } finally {
    log.restore();
    await world.close();
  }
}

/** Withdraw-all looks at everything that is open, so it comes before the routes that leave much open. */
function placeOf(routeKey: string): number {
  const place = Object.keys(SKETCHES).indexOf(routeKey);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}

async function firstConversation({ workspace: { tables } }: FuzzWorld): Promise<void> {
  const now = new Date();
  const conversationId = derivedId('cnv', 'trg_invoices', FIRST_DELIVERY);
  const about = { conversationId, agentId: 'agt_invoice', origin: 'background' as const, tainted: false };
  const trigger = { kind: 'webhook' as const, triggerId: 'trg_invoices', name: 'Customer questions' };
  await startConversation(
    tables,
    { ...about, trigger, createdAt: now.toISOString() },
    { source: 'webhook', text: 'The webhook brought this:', data: '{"a":[1,2]}' },
    deliveryItem('trg_invoices', FIRST_DELIVERY, now),
  );
}
