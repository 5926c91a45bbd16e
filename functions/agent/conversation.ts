import { readEnv } from '#shared/env.ts';
import { httpRoute, json, pathParam } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openWorkTable } from '#shared/tables.ts';
import { conversationEnv } from './conversation-env.ts';
import { showConversation } from './show-conversation.ts';

const tables = openWorkTable(readEnv(conversationEnv));

/** GET /conversations/{conversationId} */
export const handler = httpRoute(async (event) =>
  json(200, await showConversation(tables, caller(event), pathParam(event, 'conversationId'))),
);
