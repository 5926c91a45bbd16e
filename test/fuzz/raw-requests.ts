import * as fc from 'fast-check';
import { hostileText } from './hostile-values.ts';

/** What is written to a socket, piece by piece, and what the client does then. */
export type RawRequest = { pieces: (string | Buffer)[]; after: 'wait' | 'end' | 'vanish' };

const LINES = [
  ...['GET / HTTP/1.1', 'POST /hooks/trg_invoices HTTP/1.1', 'POST /workspace/hold HTTP/1.1', 'GET /me HTTP/1.1'],
  ...[
    'GET /approvals?limit=%zz HTTP/1.1',
    'GET /approvals/%ff%fe HTTP/1.1',
    'GET /approvals/%00 HTTP/1.1',
    'GET // HTTP/1.1',
  ],
  ...[
    'POST /approvals/act_1/decision HTTP/1.1',
    `GET /${'a'.repeat(9_000)} HTTP/1.1`,
    `GET /${'a'.repeat(20_000)} HTTP/1.1`,
  ],
  ...[
    'GET http://evil.example/ HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'CONNECT a:80 HTTP/1.1',
    'TRACE / HTTP/1.1',
    'GET / HTTP/1.0',
  ],
  ...[
    'GET',
    'GET /',
    'GET  /  HTTP/1.1',
    'get / http/1.1',
    'GET / HTTP/9.9',
    'GET / HTTP/2.0',
    'PRI * HTTP/2.0',
    '\0\x01\x02',
    ' ',
  ],
  ...[
    'GET /a b HTTP/1.1',
    'GET /\t HTTP/1.1',
    'BREW / HTTP/1.1',
    'GET /conversations/../me HTTP/1.1',
    'GET /console/..%2f.. HTTP/1.1',
  ],
];

const HEADERS = [
  ...[
    'content-type: application/json',
    'content-type: ',
    'authorization: Bearer x',
    'authorization: Bearer a.b.c',
    'authorization',
  ],
  ...[
    'authorization: Bearer eyJhbGciOiJub25lIn0.e30.',
    'authorization: Basic eA==',
    'cookie: =; a=b; ;',
    'expect: 100-continue',
  ],
  ...[
    'expect: 200-ok',
    'upgrade: websocket',
    'connection: upgrade',
    'transfer-encoding: gzip',
    'transfer-encoding: chunked, chunked',
  ],
  ...[
    'host: evil.example',
    'host: ',
    'x-a : b',
    ': b',
    'x-a: \x01',
    'x-a: å',
    ' folded: yes',
    "x-forwarded-for: '; drop",
    'origin: null',
  ],
  ...[
    'webhook-id: a\tb',
    'webhook-timestamp: 1e99',
    'webhook-signature: v1,',
    `x-long: ${'b'.repeat(20_000)}`,
    'te: trailers',
    'range: bytes=0-',
  ],
];

const FRAMES: ((body: string) => (string | Buffer)[])[] = [
  (body) => [`content-length: ${Buffer.byteLength(body)}\r\n\r\n`, body],
  (body) => [`content-length: ${Buffer.byteLength(body) + 10}\r\n\r\n`, body],
  (body) => [`content-length: ${Math.max(0, Buffer.byteLength(body) - 1)}\r\n\r\n`, body],
  (body) => ['content-length: -1\r\n\r\n', body],
  (body) => ['content-length: 1e3\r\n\r\n', body],
  (body) => ['content-length: 5\r\ncontent-length: 6\r\n\r\n', body],
  (body) => [`content-length: ${Number.MAX_SAFE_INTEGER}0\r\n\r\n`, body],
  (body) => [
    'transfer-encoding: chunked\r\n\r\n',
    `${Buffer.byteLength(body).toString(16)}\r\n`,
    body,
    '\r\n0\r\n\r\n',
  ],
  (body) => ['transfer-encoding: chunked\r\n\r\n', 'zz\r\n', body],
  (body) => ['transfer-encoding: chunked\r\n\r\n', `ffffffffffffffff\r\n${body}`],
  (body) => ['transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n', '1\r\na\r\n0\r\n\r\n', body],
  (body) => ['\r\n', body],
  () => ['content-length: 3\r\n\r\n', '{'],
];

const bodies = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', '{}', '{"hold":true}', '{"a":1,"a":2}', '[[[[', '\0'.repeat(100)) },
  { weight: 2, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constant('x'.repeat(300_000)) },
);

const whole: fc.Arbitrary<RawRequest> = fc
  .record({
    line: fc.constantFrom(...LINES),
    host: fc.constantFrom('host: 127.0.0.1\r\n', 'host: 127.0.0.1\r\n', 'host: 127.0.0.1\r\n', ''),
    headers: fc.oneof(fc.constant([]), fc.array(fc.constantFrom(...HEADERS), { maxLength: 3 })),
    flood: fc.constantFrom(0, 0, 0, 0, 0, 50, 1_500),
    frame: fc.constantFrom(...FRAMES),
    body: bodies,
    after: fc.constantFrom('wait', 'wait', 'wait', 'end', 'end', 'vanish'),
  })
  .map(({ line, host, headers, flood, frame, body, after }) => {
    const flooded = Array.from({ length: flood }, (_, at) => `x-${at}: ${at}`);
    const head = [...headers, ...flooded].map((header) => `${header}\r\n`).join('');
    return { pieces: [`${line}\r\n${host}${head}`, ...frame(body)], after };
  });

const noise: fc.Arbitrary<RawRequest> = fc.uint8Array({ minLength: 1, maxLength: 500 }).map((bytes) => ({
  ...{ pieces: [Buffer.from(bytes)], after: 'end' },
}));

export const rawRequests: fc.Arbitrary<RawRequest> = fc.oneof(
  { weight: 9, arbitrary: whole },
  { weight: 1, arbitrary: noise },
);
