import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { chatRoutes } from '#shared/routes/conversation-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { chatEnv } from './chat-env.ts';
import { sayMore, startChat } from './take-chat-message.ts';

const deps = { tables: openWorkTable(readEnv(chatEnv)), now: () => new Date() };

export const handler = serveRoutes(deps.tables, chatRoutes, {
  'POST /agents/{agentId}/conversations': async ({ agent, person, body }) =>
    json(202, await startChat(deps, { agent, person }, body)),
  'POST /conversations/{conversationId}/messages': async ({ by, param, body }) =>
    json(202, await sayMore(deps, by, param('conversationId'), body)),
});
