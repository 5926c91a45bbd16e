import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Action } from '#shared/action/action.ts';
import { Message, messageSortKey } from '#shared/agent/conversation.ts';
import { conversationKey } from '#shared/agent/conversation-table.ts';
import type { WorkTable } from '#shared/tables.ts';

/** Characters; an approver reads the content, and this only if they want to. */
const MOST_SAID = 2_000;

const Part = z.looseObject({ type: z.string(), text: z.string().optional(), toolCallId: z.string().optional() });
const Step = z.array(z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(Part)]) }));

/**
 * What the agent said when it asked for this: its own words, not verified by anything. Read from the conversation, by the
 * number of the message that holds the tool call.
 */
export async function readAgentSays(
  { client, work }: WorkTable,
  { conversationId, askedIn, toolCallId, elsewhere }: Action,
): Promise<string | undefined> {
  // An agent built elsewhere says it with its request.
  if (askedIn === undefined) return elsewhere?.says;
  const Key = { ...conversationKey(conversationId), sk: messageSortKey(askedIn) };
  const { Item } = await client.send(new GetCommand({ TableName: work, Key }));
  const step = Item && Message.parse(Item).step;
  return step && saidWith(Step.parse(JSON.parse(step)), toolCallId);
}

function saidWith(step: z.infer<typeof Step>, toolCallId: string): string | undefined {
  for (const { content } of step) {
    if (typeof content === 'string' || !content.some((part) => part.toolCallId === toolCallId)) continue;
    const said = content.flatMap(({ type, text = '' }) => (type === 'text' && text.trim() ? [text.trim()] : []));
    return said.join('\n').slice(0, MOST_SAID).toWellFormed() || undefined;
  }
  return undefined;
}
