import { Capability } from '../../shared/action/capability.ts';
import { fuzzGate } from './fuzz-gate.ts';
import { fuzzRawHttp } from './fuzz-raw-http.ts';
import { fuzzRoute } from './fuzz-route.ts';
import type { Asked, Fuzzed } from './fuzzed.ts';
import { routesOfStack } from './routes-of-stack.ts';

type Fuzz = (asked: Asked) => Promise<Fuzzed>;

/** All that is fuzzed by itself, by name: every route, the gate by each capability, the local HTTP API. */
export function partsOfFuzz(): Map<string, Fuzz> {
  const routes = routesOfStack().map((route): [string, Fuzz] => [route.routeKey, (asked) => fuzzRoute(route, asked)]);
  const fewer = ({ requests, seed }: Asked) => ({ requests: Math.ceil(requests / 5), seed });
  const gate = Capability.options.map((capability): [string, Fuzz] => {
    return [`gate, ${capability}`, (asked) => fuzzGate(capability, fewer(asked))];
  });
  return new Map([...routes, ...gate, ['local HTTP API', (asked) => fuzzRawHttp(fewer(asked))]]);
}
