/** A capability, or a tool, with the smallest input that shows its form. */
export type Example = { capability: string; input: Record<string, unknown> };

const EXAMPLES: Example[] = [
  {
    capability: 'send_email',
    input: { to: ['dana@customer.example'], subject: 'Your invoice', text: 'Hello Dana, here it is.' },
  },
  { capability: 'send_sms', input: { to: '+46701740605', text: 'Your order is ready.' } },
  { capability: 'make_call', input: { to: '+46701740605', text: 'Your order is ready.', voiceId: 'AMY' } },
  { capability: 'http_request', input: { method: 'GET', url: 'https://api.customer.example/orders/7001' } },
];

/** An example of what the agent may really do: one that would be refused would teach the wrong thing. */
export function exampleFor(enabled: readonly string[]): Example {
  const [first] = EXAMPLES;
  const fitting = EXAMPLES.find(({ capability }) => enabled.includes(capability));
  return fitting ?? (first as Example);
}

/** A request for an action, to be pasted into a shell where `$COUNTERSIGN_KEY` is set. */
export function curlSnippet(origin: string, agentId: string, example: Example): string {
  const body = JSON.stringify({ ...example, reason: 'She asked for it.' });
  return [
    `curl -i '${origin}/agents/${agentId}/actions' \\`,
    `  -H "authorization: Bearer $COUNTERSIGN_KEY" \\`,
    `  -H 'content-type: application/json' \\`,
    `  -H 'idempotency-key: invoice-1043-answer' \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join('\n');
}

/** Asks how it ended, for at most 20 seconds. */
export function waitSnippet(origin: string): string {
  return `curl '${origin}/actions/ACTION_ID?wait=20' -H "authorization: Bearer $COUNTERSIGN_KEY"`;
}

/** The form of `.mcp.json`, and of the settings of most clients. The key stays outside of the file. */
export function mcpSnippet(origin: string): string {
  const server = {
    ...{ type: 'http', url: `${origin}/mcp` },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the client fills it in, from its environment
    headers: { Authorization: 'Bearer ${COUNTERSIGN_KEY}' },
  };
  return JSON.stringify({ mcpServers: { countersign: server } }, null, 2);
}
