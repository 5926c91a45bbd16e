import * as z from 'zod';
import { readAgent } from '#shared/agent/agent-table.ts';
import { readEnv } from '#shared/env.ts';
import { AppError } from '#shared/errors.ts';
import type { HttpEvent } from '#shared/http.ts';
import { requestRoutes } from '#shared/routes/elsewhere-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { askFromElsewhere } from './ask-from-elsewhere.ts';
import { openGate } from './open-gate.ts';
import { replyWith } from './reply-with.ts';
import { requestActionEnv } from './request-env.ts';

const deps = openGate(readEnv(requestActionEnv));

/** Visible ASCII without quotes, or the same in quotes, as the IETF's draft has it. */
const IdempotencyKey = z.string().regex(/^(?:[\x21\x23-\x7e]{1,200}|"[\x21\x23-\x7e]{1,200}")$/);

export const handler = serveRoutes(deps.tables, requestRoutes, {
  'POST /agents/{agentId}/actions': async ({ agentKey: key, body, event }) => {
    const idempotencyKey = readIdempotencyKey(event);
    // A moment old is new enough: the executor reads and judges again.
    const agent = await readAgent(deps.tables, key.agentId, 'eventual');
    if (!agent) throw new AppError('NOT_FOUND');
    const { capability: name, input, conversation: label, reason: says, callback: callsBack } = body;
    return replyWith(
      await askFromElsewhere(deps, { agent, key }, { name, input, idempotencyKey, label, says, callsBack }),
    );
  },
});

function readIdempotencyKey({ headers }: HttpEvent): string {
  const key = IdempotencyKey.safeParse(headers['idempotency-key']);
  if (key.success) return key.data.replaceAll('"', '');
  const message = 'Use 1 to 200 visible ASCII characters: the same for the same action, and never again for another.';
  throw new AppError('INVALID_REQUEST', { errors: [{ path: 'idempotency-key', message }] });
}
