import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { auditRoutes } from '#shared/routes/audit-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { auditEnv } from './audit-env.ts';
import { exportMonth } from './export-month.ts';
import { readAudit } from './read-audit.ts';

const tables = openTables(readEnv(auditEnv));

export const handler = serveRoutes(tables, auditRoutes, {
  'GET /approvals/{actionId}/audit': async ({ by, param }) => json(200, await readAudit(tables, by, param('actionId'))),
  'GET /audit': async ({ query }) => {
    const { lines, next } = await exportMonth(tables, query);
    return {
      statusCode: 200,
      headers: {
        ...{ 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
        ...(next ? { 'countersign-next': next } : {}),
      },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    };
  },
});
