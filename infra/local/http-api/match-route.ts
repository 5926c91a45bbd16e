export type RouteMatch<R> = { route: R; pathParameters: Record<string, string> };

/**
 * Finds the route of a request as an HTTP API does: literal segments before `{name}`, those before `{name+}`,
 * a method before ANY, `$default` last.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */
export function routeTable<R extends { routeKey: string }>(routes: R[]) {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const ranked = routes
    .filter((route) => route !== fallback)
    .map((route) => ({ route, ...parseKey(route.routeKey) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));

  /** @param path decoded, as API Gateway matches it */
  return function matchRoute(method: string, path: string): RouteMatch<R> | undefined {
    for (const candidate of ranked) {
      if (candidate.method !== method && candidate.method !== 'ANY') continue;
      const found = candidate.pattern.exec(path);
      if (!found) continue;
      const named = candidate.names.map((name, at) => [name, found[at + 1] ?? '']);
      return { route: candidate.route, pathParameters: Object.fromEntries(named) };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function parseKey(routeKey: string) {
  const [method = '', path = ''] = routeKey.split(' ');
  const names: string[] = [];
  const source = path.replace(/\{([^}+]+)(\+?)\}|[^{]+/g, (literal, name?: string, greedy?: string) => {
    if (name === undefined) return literal.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
    names.push(name);
    return greedy ? '(.+)' : '([^/]+)';
  });
  const kinds = path.split('/').map((segment) => (segment.endsWith('+}') ? 2 : segment.startsWith('{') ? 1 : 0));
  return { method, names, pattern: new RegExp(`^${source}$`, 's'), rank: `${kinds.join('')}|${method === 'ANY'}` };
}
