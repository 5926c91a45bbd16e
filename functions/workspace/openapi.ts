import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpRoute } from '#shared/http.ts';

/** Made when the functions were bundled, from the table of routes. */
const document = readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8');

/** GET /openapi.json */
export const handler = httpRoute(async () => ({
  statusCode: 200,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'public, max-age=300',
    // It says nothing that is not public, and tools on other pages read it.
    'access-control-allow-origin': '*',
  },
  body: document,
}));
