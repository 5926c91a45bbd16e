import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange, fuzzRawHttp, startFuzzedApi } from './fuzz-raw-http.ts';

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('the local HTTP API is written odd bytes', () => {
  it(`answers none with a 5xx, lets nobody hang, and lives (FUZZ_SEED=${seed})`, async () => {
    expect((await fuzzRawHttp({ requests: 300, seed })).problems).toEqual([]);
  }, 300_000);
});

describe('a client of the local HTTP API', () => {
  let api: Awaited<ReturnType<typeof startFuzzedApi>>;
  beforeAll(async () => {
    api = await startFuzzedApi();
  });
  afterAll(() => api.close());
  const post = (...pieces: string[]) => ['POST /workspace/hold HTTP/1.1\r\nhost: 127.0.0.1\r\n', ...pieces];
  const answer = (...pieces: string[]) => exchange(api.port, { pieces, after: 'wait' });

  it.each([
    ['announces 3 bytes and sends 1', ['408'], post('content-length: 3\r\n\r\n', '{')],
    ['never ends its headers', ['408'], post('x-a: b\r\n')],
    ['sends 11 MB', ['413'], post(`content-length: ${11 << 20}\r\n\r\n`, 'x'.repeat(11 << 20))],
    ['sends headers of 20 KB', ['431'], post(`x-a: ${'b'.repeat(20_000)}\r\n\r\n`)],
    ['gives two lengths', ['400'], post('content-length: 1\r\ncontent-length: 2\r\n\r\n', 'a')],
    [
      'gives a length and chunks',
      ['400'],
      post('content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', '0\r\n\r\n'),
    ],
    ['names another host', ['403'], ['GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n']],
    ['sends a path that cannot be decoded', ['400'], ['GET /%zz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n']],
    ['asks for no route', ['404'], ['GET /nothing HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n']],
    ['asks with a method that no route has', ['404'], ['DELETE /me HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n']],
    ['has a token that is none', ['401'], ['GET /me HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer x\r\n\r\n']],
  ])('that %s is answered %j', async (_, statuses, pieces) => {
    expect(await answer(...pieces)).toEqual(statuses);
  });

  it('that goes away in the middle of a body leaves no word of a failure', async () => {
    await exchange(api.port, { pieces: post('content-length: 30\r\n\r\n', '{"hold"'), after: 'vanish' });
    expect(await answer('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')).toEqual(['200']);
    expect(api.takeProblems()).toEqual([]);
  });
});
