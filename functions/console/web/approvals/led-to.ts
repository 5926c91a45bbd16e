import type { ConversationEntry } from '#shared/routes/conversation-routes.ts';

/** What came in last before a tool call, and what the agent said since then until it asked. */
export function ledTo(entries: ConversationEntry[], toolCallId: string): { incoming: string[]; said: string[] } {
  const at = entries.findIndex((entry) => entry.kind === 'asked' && entry.toolCallId === toolCallId);
  const before = at < 0 ? [] : entries.slice(0, at);
  const from = before.findLastIndex(({ kind }) => kind === 'incoming');
  const incoming = from < 0 ? [] : before.slice(from, from + 1);
  return {
    incoming: incoming.flatMap((entry) => (entry.kind === 'incoming' ? [textOf(entry)] : [])),
    said: before.slice(from + 1).flatMap((entry) => (entry.kind === 'said' ? [entry.text] : [])),
  };
}

function textOf({ text, data }: { text: string; data?: unknown }): string {
  return [text, data === undefined ? '' : JSON.stringify(data, null, 2)].filter(Boolean).join('\n');
}
