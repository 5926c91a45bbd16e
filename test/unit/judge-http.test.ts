import { describe, expect, it } from 'vitest';
import { HttpInput, toHttpContent } from '#shared/action/http-content.ts';
import { HttpSettings, NEW_AGENT_HTTP } from '#shared/guardrail/http-settings.ts';
import { judgeHttp } from '#shared/guardrail/judge-http.ts';

const TRUSTED = { tainted: false };
const TAINTED = { tainted: true };

function aRequest(url: string, over: Record<string, unknown> = {}): HttpInput {
  return toHttpContent(HttpInput.parse({ method: 'GET', url, ...over }));
}

function settings(guardrail: unknown, over: Record<string, unknown> = {}): HttpSettings {
  return HttpSettings.parse({ enabled: true, guardrail, ...over });
}

const listing = (...allowList: unknown[]) => settings({ restrict: true, allowList, inside: 'allow', outside: 'ask' });

describe('without an allow-list', () => {
  it('every request is asked about, unless the toggle says otherwise', () => {
    const request = aRequest('https://api.acme.com/v1');
    expect(judgeHttp(NEW_AGENT_HTTP, request, TRUSTED)).toMatchObject({ verdict: 'ask', rule: 'ask_always' });
    expect(judgeHttp(settings({ restrict: false }), request, TRUSTED).verdict).toBe('ask');
    const free = settings({ restrict: false, requireApproval: false });
    expect(judgeHttp(free, request, TRUSTED)).toMatchObject({ verdict: 'allow', rule: 'no_approval_needed' });
    expect(judgeHttp(free, request, TAINTED)).toMatchObject({ verdict: 'ask', rule: 'untrusted_run' });
  });

  it('nothing runs where there are no settings, or the capability is off', () => {
    const request = aRequest('https://api.acme.com/v1');
    expect(judgeHttp(undefined, request, TRUSTED)).toMatchObject({ verdict: 'block', rule: 'unknown_capability' });
    const off = { ...NEW_AGENT_HTTP, enabled: false };
    expect(judgeHttp(off, request, TRUSTED)).toMatchObject({ verdict: 'block', rule: 'capability_off' });
  });
});

describe('an allow-list of hosts, methods and paths', () => {
  const list = listing(
    { host: 'api.acme.com', methods: ['GET'], pathPrefix: '/v1/orders' },
    { host: '*.widgets.example', pathPrefix: '/open/' },
    { host: 'xn--mller-kva.example' },
  );

  it.each([
    ...[
      'https://api.acme.com/v1/orders',
      'https://api.acme.com/v1/orders/7?x=/../',
      'https://API.ACME.com:443/v1/orders/',
    ],
    ...['https://eu.widgets.example/open/a', 'https://a.b.widgets.example/open/', 'https://müller.example/any%2fthing'],
    'https://api.acme.com/v2/../v1/orders/7',
  ])('%s is inside', (url) => {
    expect(judgeHttp(list, aRequest(url), TRUSTED)).toMatchObject({ verdict: 'allow', rule: 'inside_list' });
  });

  it.each([
    // Other segments, other paths, other hosts.
    ...[
      '/v1/orders7',
      '/v1/order',
      '/v1',
      '/V1/orders',
      '/v2/v1/orders',
      '/',
      '/v1/orders/../refunds',
      '/v1/orders/..',
    ],
    // What a server behind a proxy may read as another path than its prefix says.
    ...[
      '/v1/orders/%2e%2e/refunds',
      '/v1/orders/%2e%2e%2frefunds',
      '/v1/orders/..%2frefunds',
      '/v1/orders/%252e%252e/refunds',
    ],
    ...['/v1/orders/..%5crefunds', '/v1/orders/..;/refunds', '/v1/orders//x', '/v1/orders/%00', '/v1/orders/%2F'],
  ])('https://api.acme.com%s is outside', (path) => {
    expect(judgeHttp(list, aRequest(`https://api.acme.com${path}`), TRUSTED)).toMatchObject({
      ...{ verdict: 'ask', rule: 'outside_list' },
    });
  });

  it.each([
    ...['https://acme.com/v1/orders', 'https://evilapi.acme.com/v1/orders', 'https://api.acme.com.evil.com/v1/orders'],
    ...['https://x.api.acme.com/v1/orders', 'https://widgets.example/open/a', 'https://evilwidgets.example/open/a'],
    ...['https://eu.widgets.example/open', 'https://аpi.acme.com/v1/orders', 'https://8.8.8.8/v1/orders'],
  ])('%s is outside', (url) => {
    expect(judgeHttp(list, aRequest(url), TRUSTED)).toMatchObject({ verdict: 'ask', rule: 'outside_list' });
  });

  it('holds for the listed methods only, and for any where none is listed', () => {
    expect(judgeHttp(list, aRequest('https://api.acme.com/v1/orders', { method: 'post' }), TRUSTED).verdict).toBe(
      'ask',
    );
    expect(judgeHttp(list, aRequest('https://xn--mller-kva.example/', { method: 'put' }), TRUSTED).verdict).toBe(
      'allow',
    );
  });

  it.each([
    ...['/v1/../x', '/v1/%2e', 'v1', '', '/v1//x', '/v1;x', '/%2f', '/..'].map((pathPrefix) => ({
      host: 'a.com',
      pathPrefix,
    })),
    ...['acme', '127.0.0.1', '*.com.', '*', 'ACME.com', 'https://a.com', 'a.com/x', '*.*.a.com', 'müller.example'].map(
      (host) => ({ host }),
    ),
    { host: 'a.com', methods: [] },
    { host: 'a.com', methods: ['TRACE'] },
  ])('an entry that could be read in two ways cannot be saved: %j', (entry) => {
    expect(() => listing(entry)).toThrow();
  });
});

describe('what nobody declared is blocked, not asked about', () => {
  const free = settings(
    { restrict: false, requireApproval: false },
    {
      endpoints: [{ host: 'api.acme.com', ports: [8443], idempotency: { keyLifeSeconds: 86_400 } }],
      secrets: { ACME: { hosts: ['api.acme.com', '*.acme.dev'] } },
    },
  );
  const verdictOf = (url: string, over: Record<string, unknown> = {}) =>
    judgeHttp(free, aRequest(url, over), TRUSTED).verdict;

  it('a port', () => {
    expect(verdictOf('https://api.acme.com:8443/')).toBe('allow');
    expect(verdictOf('https://api.acme.com:8080/')).toBe('block');
    expect(verdictOf('https://other.com:8443/')).toBe('block');
  });

  it('a secret, and a declared one on its way to another host', () => {
    const headers = (reference: string) => ({ headers: { Authorization: `Bearer ${reference}` } });
    expect(verdictOf('https://api.acme.com/', headers('{{secret:ACME}}'))).toBe('allow');
    expect(verdictOf('https://eu.acme.dev/', headers('{{secret:ACME}}'))).toBe('allow');
    expect(verdictOf('https://evil.com/', headers('{{secret:ACME}}'))).toBe('block');
    expect(verdictOf('https://api.acme.com.evil.com/', headers('{{secret:ACME}}'))).toBe('block');
    expect(verdictOf('https://api.acme.com/', headers('{{secret:OTHER}}'))).toBe('block');
    expect(verdictOf('https://api.acme.com/', headers('{{secret:toString}}'))).toBe('block');
  });

  it("the endpoint's own idempotency key, which the agent may not choose", () => {
    expect(verdictOf('https://api.acme.com/', { headers: { 'IDEMPOTENCY-KEY': 'mine' } })).toBe('block');
    expect(verdictOf('https://other.com/', { headers: { 'Idempotency-Key': 'mine' } })).toBe('allow');
  });

  it('an address inside a network, and a URL that is not in its normal form', () => {
    expect(verdictOf('https://169.254.169.254/latest/meta-data/')).toBe('block');
    expect(verdictOf('https://0x7f.1/')).toBe('block');
    const stored = { ...aRequest('https://api.acme.com/'), url: 'https://API.acme.com/a/../b' };
    expect(judgeHttp(free, stored, TRUSTED)).toMatchObject({ verdict: 'block', rule: 'unreadable_recipient' });
  });
});
