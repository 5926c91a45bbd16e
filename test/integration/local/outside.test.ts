import { describe, expect, it } from 'vitest';
import { HttpInput, toHttpContent } from '#shared/action/http-content.ts';
import { HttpSettings } from '#shared/guardrail/http-settings.ts';
import { prepareRequest } from '../../../functions/execution/executors/http/prepare-request.ts';
import { type OutsideAnswer, openRequests } from '../../../infra/local/outside/requests.ts';
import { startOutside } from '../../../infra/local/outside/start-outside.ts';
import { requestsPage } from '../../../infra/local/pages/requests-page.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';
import { aTry, sendPrepared } from '../../support/prepared.ts';

const settings = HttpSettings.parse({
  ...{ enabled: true, guardrail: { restrict: false } },
  endpoints: [{ host: 'shop.example', idempotency: { keyLifeSeconds: 3_600 } }],
});

async function anOutside() {
  const requests = await openRequests(await emptyDirectory());
  const { port } = await closing(startOutside(0, requests));
  const prepare = prepareRequest({
    ...{ now: () => new Date(), getSecret: async () => 'a-long-secret-value', timeoutMs: 300 },
    reach: { lookup: async () => [], localHosts: new Map([['shop.example', { port }]]) },
  });
  const input = toHttpContent(
    HttpInput.parse({
      ...{ method: 'POST', url: 'https://shop.example/refunds', json: { note: '<script>alert(1)</script>' } },
      headers: { Authorization: '{{secret:SHOP}}' },
    }),
  );
  const ask = (idempotencyKey: string) =>
    sendPrepared(prepare({ input }, aTry({ http_request: settings }, { idempotencyKey })));
  return { port, requests, ask };
}

describe('the outside of a local run', () => {
  it('keeps what agents did, shows it, and hides what they signed in with', async () => {
    const { requests, ask } = await anOutside();
    expect(await ask('act_1#1')).toMatchObject({ known: 'done', code: 'http_200' });
    expect(requests.messages()).toMatchObject([{ method: 'POST', host: 'shop.example', url: '/refunds' }]);
    const { body } = requestsPage({ requests: requests.messages(), waiting: [] });
    expect(body).toContain('1 done, 0 repeats');
    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toContain('<script>');
    expect(body).not.toContain('a-long-secret-value');
  });

  it.each([
    ['do-then-hang', 'unknown', 1],
    ['do-then-reset', 'unknown', 1],
    ['do-then-server-error', 'unknown', 1],
    ['redirect', 'done', 1],
    ['refuse', 'refused', 0],
    ['throttle', 'not_begun', 0],
  ] satisfies [OutsideAnswer, string, number][])('%s is %s, and was done %i times', async (answer, known, times) => {
    const { requests, ask } = await anOutside();
    requests.nextAnswer(answer);
    expect(await ask('act_1#1')).toMatchObject({ known });
    expect(requests.messages()).toHaveLength(times);
    expect(await ask('act_1#1')).toMatchObject({ known: 'done' });
    expect(requests.messages().filter(({ repeats }) => repeats === undefined)).toHaveLength(1);
  });

  it('does the same again for another key', async () => {
    const { requests, ask } = await anOutside();
    await ask('act_1#1');
    await ask('act_1#2');
    expect(requests.messages().filter(({ repeats }) => repeats !== undefined)).toEqual([]);
  });

  it('answers no browser that came by another name', async () => {
    const { port, requests } = await anOutside();
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(421);
    expect(requests.messages()).toEqual([]);
  });
});
