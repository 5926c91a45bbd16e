import { Code, Group, Stack, Text } from '@mantine/core';
import { useRead } from '../app/queries.ts';
import { CopyButton } from '../ui/secret-once.tsx';
import { Part } from './agent-settings-page.tsx';
import { curlSnippet, exampleFor, mcpSnippet, waitSnippet } from './snippets.ts';

/** What a program has to send, ready to be copied. */
export function HowToAsk({ agentId }: { agentId: string }) {
  const { data } = useRead('GET /agents/{agentId}/capabilities', { params: { agentId } });
  const may = (data?.capabilities ?? []).filter(({ badge }) => badge !== 'off' && badge !== 'blocked');
  const example = exampleFor(may.map(({ capability }) => capability));
  const { origin } = window.location;
  return (
    <section className="panel">
      <Stack>
        <Part title="How to ask">
          With a key in <code>COUNTERSIGN_KEY</code>. What needs a person answers <code>202</code> and waits; nothing
          has to be sent twice.
        </Part>
        <Snippet title="Ask for an action" text={curlSnippet(origin, agentId, example)} />
        <Snippet title="Hear how it ended" text={waitSnippet(origin)} />
        <Snippet title="Or connect it by MCP" text={mcpSnippet(origin)}>
          The form of <code>.mcp.json</code>. Its capabilities and tools are the tools of this server.
        </Snippet>
        <Text size="sm">
          All of it: <a href="/openapi.json">the description of the API</a> (OpenAPI 3.1).
        </Text>
      </Stack>
    </section>
  );
}

function Snippet({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text fw={500} size="sm">
          {title}
        </Text>
        <CopyButton text={text} what={title} />
      </Group>
      {children ? (
        <Text size="sm" c="dimmed" mb={4}>
          {children}
        </Text>
      ) : null}
      <Code block className="snippet" tabIndex={0} aria-label={title} role="region">
        {text}
      </Code>
    </div>
  );
}
