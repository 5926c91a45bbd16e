/** An agent on the OpenAI Agents SDK (`@openai/agents`): Countersign is its MCP server, and the model looks how it ended. */
import { Agent, MCPServerStreamableHttp, run, setTracingDisabled } from '@openai/agents';
import { needed } from './countersign.ts';

// Traces hold what agents write, and go to OpenAI unless this is said.
setTracingDisabled(true);

const countersign = new MCPServerStreamableHttp({
  name: 'countersign',
  url: `${needed('COUNTERSIGN_URL')}/mcp`,
  requestInit: { headers: { authorization: `Bearer ${needed('COUNTERSIGN_KEY')}` } },
});
await countersign.connect();
try {
  const agent = new Agent({
    name: 'Writer',
    model: needed('MODEL'),
    instructions:
      'You write emails for Acme. On pending_approval call get_action with waitSeconds 20, again and again, until it has ended.',
    mcpServers: [countersign],
  });
  // A turn waits up to 20 seconds, so this is half an hour of a person's time.
  const { finalOutput } = await run(agent, process.argv[2] ?? 'Thank dana@customer.example.', { maxTurns: 100 });
  console.log(finalOutput);
} finally {
  await countersign.close();
}
