import { describe, expect, it } from 'vitest';
import { routeTable } from '../../../infra/local/http-api/match-route.ts';
import { readApi } from '../../../infra/local/http-api/read-api.ts';
import { tokenBucket } from '../../../infra/local/http-api/token-bucket.ts';
import { apiTemplate } from '../../support/edge-template.ts';

describe('which route takes a request', () => {
  const keys = ['$default', 'ANY /{all+}', 'GET /pets/{rest+}', 'ANY /pets/{id}', 'GET /pets/{id}', 'GET /pets/dog'];
  const match = routeTable([...keys, 'POST /a.b/{x}/c'].map((routeKey) => ({ routeKey })));
  const taken = (method: string, path: string) => match(method, path)?.route.routeKey;

  it('prefers a literal to a parameter, a parameter to a greedy one, a method to ANY', () => {
    expect(taken('GET', '/pets/dog')).toBe('GET /pets/dog');
    expect(taken('GET', '/pets/cat')).toBe('GET /pets/{id}');
    expect(taken('PUT', '/pets/dog')).toBe('ANY /pets/{id}');
    expect(taken('GET', '/pets/cat/paws')).toBe('GET /pets/{rest+}');
    expect(taken('PUT', '/pets/cat/paws')).toBe('ANY /{all+}');
    expect(taken('GET', '/')).toBe('$default');
  });

  it('gives the parts of the path by name', () => {
    expect(match('POST', '/a.b/1 2/c')?.pathParameters).toEqual({ x: '1 2' });
    expect(match('GET', '/pets/cat/paws')?.pathParameters).toEqual({ rest: 'cat/paws' });
  });

  it('reads a dot in a path as a dot', () => {
    expect(taken('POST', '/aXb/1/c')).toBe('ANY /{all+}');
  });

  it('has no route where none fits and there is no $default', () => {
    expect(routeTable([{ routeKey: 'GET /pets/{id}' }])('GET', '/pets/')).toBeUndefined();
  });
});

describe('a template that the local API cannot run', () => {
  const routes = [{ key: 'GET /me', functionId: 'Me' }];

  it('is refused by the name of the property', () => {
    const template = apiTemplate(routes, { api: { RouteSelectionExpression: '$request.method' } });
    expect(() => readApi(template)).toThrow(/Api .AWS::ApiGatewayV2::Api.(.|\n)*RouteSelectionExpression/);
  });

  it('is refused by the name of the value', () => {
    expect(() => readApi(apiTemplate(routes, { stage: { StageName: 'prod' } }))).toThrow(/StageName/);
  });

  it('is refused when it throttles a route that does not exist', () => {
    const stage = { RouteSettings: { 'GET /you': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } } };
    expect(() => readApi(apiTemplate(routes, { stage }))).toThrow(/GET \/you/);
  });
});

describe('a token bucket', () => {
  it('lets the burst through at once and then the rate', () => {
    let now = 0;
    const take = tokenBucket({ rate: 2, burst: 3 }, () => now);
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    now = 500;
    expect([take(), take()]).toEqual([true, false]);
    now = 60_000;
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  });
});
