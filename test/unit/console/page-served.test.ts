import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPageFiles } from '../../../functions/console/page-files.ts';
import { servePage } from '../../../functions/console/serve-page.ts';
import type { HttpEvent } from '../../../shared/http.ts';
import { emptyDirectory } from '../../support/closing.ts';

const env = {
  ISSUER: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc',
  CLIENT_ID: 'console',
  SIGN_IN_ORIGIN: 'https://countersign-1.auth.eu-west-1.amazoncognito.com',
};

async function page() {
  const directory = await emptyDirectory();
  mkdirSync(join(directory, 'folder'));
  const files = { 'index.html': '<!doctype html>', 'main.js': 'start()', 'console.css': 'a{}', 'secret.txt': 'no' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const handler = servePage({ env, files: readPageFiles(pathToFileURL(`${directory}/`)) });
  return (rawPath: string, headers: Record<string, string> = {}) => handler(request(rawPath, headers));
}

function request(rawPath: string, headers: Record<string, string>): HttpEvent {
  const event: Partial<HttpEvent> = { rawPath, headers, routeKey: 'GET /console/{proxy+}' };
  return { ...event, requestContext: { requestId: 'one' } } as HttpEvent;
}

describe('the page is asked for', () => {
  it('is html that is never stored', async () => {
    const reply = await (await page())('/');
    expect(reply).toMatchObject({ statusCode: 200, body: '<!doctype html>' });
    expect(reply.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  });

  it.each(['/', '/console/main.js', '/console/config.json', '/console/nothing.js'])(
    'protects the person in the answer to %s',
    async (path) => {
      const { headers } = await (await page())(path);
      expect(String(headers?.['content-security-policy']).split('; ')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        `connect-src 'self' https://cognito-idp.eu-west-1.amazonaws.com ${env.SIGN_IN_ORIGIN}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
        'trusted-types html-preview',
      ]);
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
    },
  );

  it('tells where to sign in, and nothing else', async () => {
    const reply = await (await page())('/console/config.json');
    expect(JSON.parse(reply.body ?? '')).toEqual({ issuer: env.ISSUER, clientId: 'console' });
    expect(reply.headers?.['cache-control']).toBe('no-store');
  });

  it('sends the script as gzip to a browser that takes it', async () => {
    const reply = await (await page())('/console/main.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(reply).toMatchObject({
      isBase64Encoded: true,
      headers: { 'content-encoding': 'gzip', vary: 'accept-encoding' },
    });
    expect(gunzipSync(Buffer.from(reply.body ?? '', 'base64')).toString()).toBe('start()');
  });

  it('answers 304 to a browser that has the script already', async () => {
    const ask = await page();
    const first = await ask('/console/main.js');
    expect(first).toMatchObject({ statusCode: 200, body: 'start()' });
    const again = await ask('/console/main.js', { 'if-none-match': String(first.headers?.etag) });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBeUndefined();
  });

  it.each([
    '/console/',
    '/console/secret.txt',
    '/console/folder',
    '/console/../index.html',
    '/console/index.html',
    '/x',
  ])('answers 404 with problem details to %s', async (path) => {
    const reply = await (await page())(path);
    expect(reply.statusCode).toBe(404);
    expect(reply.headers?.['content-type']).toBe('application/problem+json');
    expect(JSON.parse(reply.body ?? '')).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });
});
