import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ModelDeps } from '../../functions/agent/language-model.ts';

/** A deployment without a key of any provider, whose agents have rules and no model. */
export const NO_MODELS: ModelDeps = {
  getSecret: async () => undefined,
  defaultModel: { provider: 'rules', rules: [] },
};

/** A request that a model's provider got. */
type ModelRequest = { path: string; headers: Record<string, unknown>; body: Record<string, unknown> };

type Call = { tool: string; input: unknown; id: string };
type Turn = { say: string } | { calls: Call[] };
/** One that depends on what the model was asked. */
type TurnFor = Turn | ((request: ModelRequest) => Turn);

/** How each provider's API says a turn; written after their public API references. */
const WIRES: { matches: RegExp; says(turn: Turn): unknown }[] = [
  { matches: /\/chat\/completions$/, says: chatCompletion },
  { matches: /\/responses$/, says: openAiResponse },
  { matches: /\/messages$/, says: anthropicMessage },
  { matches: /\/model\/.+\/converse$/, says: bedrockConverse },
];

/** A server that answers as the providers of language models do, with the turns that it was given, one a request. */
export async function startModelServer(turns: TurnFor[]) {
  const requests: ModelRequest[] = [];
  const left = [...turns];
  let refusal: number | undefined;
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const asked = { path, headers: request.headers, body: JSON.parse(await text(request)) };
    requests.push(asked);
    const wire = WIRES.find(({ matches }) => matches.test(path));
    const next = refusal === undefined ? left.shift() : undefined;
    const turn = typeof next === 'function' ? next(asked) : next;
    response.writeHead(wire && turn ? 200 : (refusal ?? 500), { 'content-type': 'application/json' });
    response.end(JSON.stringify(wire && turn ? wire.says(turn) : { error: { message: 'nothing left to say' } }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    /** Answers everything with this status, until it is told otherwise. */
    refuses: (status: number | undefined) => {
      refusal = status;
    },
    says: (turn: TurnFor) => {
      left.push(turn);
    },
    close,
  };
}

const TOKENS = { input: 12, output: 7 };

function chatCompletion(turn: Turn) {
  const message =
    'say' in turn
      ? { role: 'assistant', content: turn.say }
      : {
          ...{ role: 'assistant', content: null },
          tool_calls: turn.calls.map(({ id, tool, input }) => {
            return { id, type: 'function', function: { name: tool, arguments: JSON.stringify(input) } };
          }),
        };
  return {
    ...{ id: 'chatcmpl_1', object: 'chat.completion', created: 1, model: 'a-model' },
    choices: [{ index: 0, message, finish_reason: 'say' in turn ? 'stop' : 'tool_calls' }],
    usage: { prompt_tokens: TOKENS.input, completion_tokens: TOKENS.output, total_tokens: 19 },
  };
}

function openAiResponse(turn: Turn) {
  const output =
    'say' in turn
      ? [
          {
            ...{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' },
            content: [{ type: 'output_text', text: turn.say, annotations: [] }],
          },
        ]
      : turn.calls.map(({ id, tool, input }) => ({
          ...{ type: 'function_call', id: `fc_${id}`, call_id: id, name: tool, status: 'completed' },
          arguments: JSON.stringify(input),
        }));
  return {
    ...{ id: 'resp_1', object: 'response', created_at: 1, status: 'completed', model: 'a-model', output },
    ...{ error: null, incomplete_details: null },
    usage: { input_tokens: TOKENS.input, output_tokens: TOKENS.output, total_tokens: 19 },
  };
}

function anthropicMessage(turn: Turn) {
  const content =
    'say' in turn
      ? [{ type: 'text', text: turn.say }]
      : turn.calls.map(({ id, tool, input }) => ({ type: 'tool_use', id, name: tool, input }));
  return {
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'a-model', content, stop_sequence: null },
    stop_reason: 'say' in turn ? 'end_turn' : 'tool_use',
    usage: { input_tokens: TOKENS.input, output_tokens: TOKENS.output },
  };
}

function bedrockConverse(turn: Turn) {
  const content =
    'say' in turn
      ? [{ text: turn.say }]
      : turn.calls.map(({ id, tool, input }) => ({ toolUse: { toolUseId: id, name: tool, input } }));
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: 'say' in turn ? 'end_turn' : 'tool_use',
    usage: { inputTokens: TOKENS.input, outputTokens: TOKENS.output, totalTokens: 19 },
    metrics: { latencyMs: 3 },
  };
}
