import { generateText, type ModelMessage } from 'ai';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { languageModel } from '../../functions/agent/language-model.ts';
import { toolsOf } from '../../functions/agent/tools.ts';
import { Model, type NamedModel } from '../../shared/agent/model.ts';
import { anAgent, theSettings } from '../support/builders.ts';
import { closing } from '../support/closing.ts';
import { startModelServer } from '../support/model-server.ts';

const EMAIL = { to: ['dana@customer.example'], subject: 'Hello', text: 'It is due.' };
const CALL = { tool: 'send_email', input: EMAIL, id: 'call_1' };
const RULES: NamedModel = { provider: 'rules', rules: [] };
const getSecret = async (name: string) => (name === 'model_key' ? 'sk-0123456789' : undefined);

const PROVIDERS: [string, (url: string) => Model, { path: string; key: [string, RegExp] }][] = [
  [
    'OpenAI',
    (url) => ({ provider: 'openai', modelId: 'a-model', secretName: 'model_key', baseUrl: `${url}/v1` }),
    { path: '/v1/responses', key: ['authorization', /^Bearer sk-0123456789$/] },
  ],
  [
    'Anthropic',
    (url) => ({ provider: 'anthropic', modelId: 'a-model', secretName: 'model_key', baseUrl: `${url}/v1` }),
    { path: '/v1/messages', key: ['x-api-key', /^sk-0123456789$/] },
  ],
  [
    'a server that answers as OpenAI does, such as Ollama',
    (url) => ({ provider: 'openai_compatible', modelId: 'a-model', baseUrl: `${url}/v1` }),
    { path: '/v1/chat/completions', key: ['content-type', /json/] },
  ],
  [
    'Bedrock, signed with the function’s own credentials',
    (url) => ({ provider: 'bedrock', modelId: 'a.model-v1:0', baseUrl: url }),
    { path: '/model/a.model-v1%3A0/converse', key: ['authorization', /^AWS4-HMAC-SHA256 Credential=/] },
  ],
];

// As Lambda gives them to a function.
beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a-secret');
});
afterEach(() => vi.unstubAllEnvs());

describe.each(PROVIDERS)('a model of %s', (_, modelAt, { path, key }) => {
  it('asks for a tool of the agent, hears its outcome, and goes on', async () => {
    const server = await closing(
      startModelServer([{ calls: [CALL] }, { say: 'A person has to approve it, so I wait.' }]),
    );
    const model = await languageModel({ getSecret, defaultModel: RULES }, Model.parse(modelAt(server.url)));
    const tools = toolsOf(anAgent(), theSettings());
    const asked: ModelMessage[] = [{ role: 'user', content: 'Answer Dana.' }];
    const first = await generateText({ model, tools, instructions: 'You answer.', messages: asked, maxRetries: 0 });
    expect(first.toolCalls).toMatchObject([{ toolCallId: 'call_1', toolName: 'send_email', input: EMAIL }]);
    const value = { outcome: 'pending_approval', actionId: 'act_1' };
    const result: ModelMessage = {
      role: 'tool',
      content: [{ type: 'tool-result', toolCallId: 'call_1', toolName: 'send_email', output: { type: 'json', value } }],
    };
    const messages = [...asked, ...first.response.messages, result];
    const second = await generateText({ model, tools, messages, maxRetries: 0 });
    expect(second.text).toBe('A person has to approve it, so I wait.');
    const [one, two] = server.requests;
    expect(one?.path).toBe(path);
    expect(String(one?.headers[key[0]])).toMatch(key[1]);
    expect(JSON.stringify(one?.body)).toContain('send_email');
    expect(JSON.stringify(two?.body)).toContain('pending_approval');
  });
});

describe('an agent whose settings name no model', () => {
  it('thinks with the one of the deployment', async () => {
    const defaultModel: NamedModel = { provider: 'openai_compatible', modelId: 'x', baseUrl: 'http://127.0.0.1:9/v1' };
    expect(await languageModel({ getSecret, defaultModel }, { provider: 'default' })).toMatchObject({ modelId: 'x' });
  });
});

describe('a key that is not there', () => {
  it('is said by its name, before anything is sent', async () => {
    const server = await closing(startModelServer([]));
    const model = { provider: 'openai', modelId: 'm', secretName: 'lost', baseUrl: server.url } as const;
    await expect(languageModel({ getSecret, defaultModel: RULES }, model)).rejects.toThrow(/no secret .* called lost/);
    expect(server.requests).toEqual([]);
  });
});

describe('settings that name a model', () => {
  it.each([
    ['a provider that nobody knows', { provider: 'skynet', modelId: 'm' }],
    ['no address for a server of one’s own', { provider: 'openai_compatible', modelId: 'm' }],
    ['an address that is none', { provider: 'openai_compatible', modelId: 'm', baseUrl: 'file:///etc/passwd' }],
    ['a key instead of the name of a secret', { provider: 'openai', modelId: 'm', secretName: 'sk-1/2 3' }],
  ])('are refused with %s', (_, model) => {
    expect(Model.safeParse(model).success).toBe(false);
  });
});
