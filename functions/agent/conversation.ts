import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { conversationRoutes } from '#shared/routes/conversation-routes.ts';
import { newestFrom } from '#shared/routes/page-query.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { conversationEnv } from './conversation-env.ts';
import { listConversations } from './list-conversations.ts';
import { showConversation } from './show-conversation.ts';

const deps = { tables: openWorkTable(readEnv(conversationEnv)), now: () => new Date() };

export const handler = serveRoutes(deps.tables, conversationRoutes, {
  'GET /agents/{agentId}/conversations': async ({ agent, person, query }) => {
    const after = newestFrom(query.after, deps.now());
    return json(200, await listConversations(deps.tables, { agent, person }, { ...query, after }));
  },
  'GET /conversations/{conversationId}': async ({ by, param, query }) =>
    json(200, await showConversation(deps, by, param('conversationId'), query)),
});
