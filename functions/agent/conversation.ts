import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { conversationRoutes } from '#shared/routes/conversation-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { conversationEnv } from './conversation-env.ts';
import { showConversation } from './show-conversation.ts';

const tables = openWorkTable(readEnv(conversationEnv));

export const handler = serveRoutes(tables, conversationRoutes, {
  'GET /conversations/{conversationId}': async ({ by, param }) =>
    json(200, await showConversation(tables, by, param('conversationId'))),
});
