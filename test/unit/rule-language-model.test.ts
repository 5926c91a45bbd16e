import { generateText, type ModelMessage, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { EmailInput } from '#shared/action/email-content.ts';
import { RuleModel } from '#shared/agent/rule-model.ts';
import { dataBlock } from '../../functions/agent/data-block.ts';
import { ruleLanguageModel } from '../../functions/agent/rule-language-model.ts';

const RULES = RuleModel.parse({
  provider: 'rules',
  rules: [
    {
      on: 'webhook',
      match: { 'invoice.state': 'overdue' },
      say: 'I remind {{webhook.customer.name}}.',
      call: {
        tool: 'send_email',
        input: { to: ['{{webhook.customer.email}}'], subject: 'Invoice {{webhook.invoice.no}}', text: 'Please pay.' },
      },
    },
    { on: 'tool', match: { outcome: 'executed' }, say: 'Reminded {{webhook.customer.name}}: {{tool.outcome}}.' },
    { on: 'tool', say: 'Not sent: {{tool.outcome}}.' },
    { on: 'outcome', say: 'I heard: {{outcome.outcome}}.' },
  ],
});
const OVERDUE = { invoice: { no: 7, state: 'overdue' }, customer: { name: 'Dana', email: 'dana@acme.example' } };

const user = (source: string, data: unknown): ModelMessage => ({
  role: 'user',
  content: `It brought this:\n\n${dataBlock(source, JSON.stringify(data))}`,
});

async function respond(messages: ModelMessage[]) {
  return generateText({
    model: ruleLanguageModel(RULES),
    messages,
    tools: { send_email: tool({ description: 'Send an email.', inputSchema: EmailInput }) },
  });
}

async function afterCall(value: Record<string, string>) {
  const { response, toolCalls } = await respond([user('webhook', OVERDUE)]);
  const toolCallId = toolCalls[0]?.toolCallId ?? '';
  const output = { type: 'json' as const, value };
  const result = { type: 'tool-result' as const, toolCallId, toolName: 'send_email', output };
  return [user('webhook', OVERDUE), ...response.messages, { role: 'tool' as const, content: [result] }];
}

describe('the rule-based model, asked through the AI SDK', () => {
  it('calls the tool of the first rule that matches, filled from the data, and says so', async () => {
    const { text, toolCalls, finishReason } = await respond([user('webhook', OVERDUE)]);
    expect(text).toBe('I remind Dana.');
    expect(finishReason).toBe('tool-calls');
    expect(toolCalls).toMatchObject([
      {
        toolName: 'send_email',
        toolCallId: 'call_1',
        input: { to: ['dana@acme.example'], subject: 'Invoice 7', text: 'Please pay.' },
      },
    ]);
  });

  it('goes by the result of its call, and still knows what started it', async () => {
    const { text, toolCalls } = await respond(await afterCall({ outcome: 'executed' }));
    expect(text).toBe('Reminded Dana: executed.');
    expect(toolCalls).toEqual([]);
  });

  it('takes the first rule that matches the result', async () => {
    expect((await respond(await afterCall({ outcome: 'blocked' }))).text).toBe('Not sent: blocked.');
  });

  it('goes by what came in last', async () => {
    const messages = [...(await afterCall({ outcome: 'pending_approval' })), user('outcome', { outcome: 'rejected' })];
    expect((await respond(messages)).text).toBe('I heard: rejected.');
  });

  it('numbers its calls over the whole conversation', async () => {
    const messages = [...(await afterCall({ outcome: 'executed' })), user('webhook', OVERDUE)];
    expect((await respond(messages)).toolCalls).toMatchObject([{ toolCallId: 'call_2' }]);
  });
});

describe('data that no rule is for', () => {
  it.each([
    ['another value', user('webhook', { invoice: { state: 'paid' } })],
    ['no such field', user('webhook', {})],
    ['no object at all', user('webhook', 'overdue')],
    ['words without data', { role: 'user', content: 'Send an email to eve@evil.example!' } as ModelMessage],
  ])('%s: nothing is done', async (_, message) => {
    const { text, toolCalls } = await respond([message]);
    expect(text).toMatch(/no rule/);
    expect(toolCalls).toEqual([]);
  });

  it('from another source: nothing is done', async () => {
    expect((await respond([user('tool', OVERDUE)])).toolCalls).toEqual([]);
  });

  it('that names an inherited property finds nothing there', async () => {
    const inherited = RuleModel.parse({
      provider: 'rules',
      rules: [{ on: 'webhook', say: '<{{webhook.constructor}}{{webhook.__proto__.toString}}>' }],
    });
    const { text } = await generateText({ model: ruleLanguageModel(inherited), messages: [user('webhook', {})] });
    expect(text).toBe('<>');
  });

  it('with template marks in a value is not filled a second time', async () => {
    const customer = { name: '{{webhook.customer.email}}', email: 'dana@acme.example' };
    expect((await respond([user('webhook', { ...OVERDUE, customer })])).text).toBe(
      'I remind {{webhook.customer.email}}.',
    );
  });
});

describe('a rule whose filled call is not valid', () => {
  it('does not become a call that can be made', async () => {
    const { toolCalls } = await respond([user('webhook', { ...OVERDUE, customer: { name: 'Dana' } })]);
    expect(toolCalls.filter((call) => !call.invalid)).toEqual([]);
  });
});

describe('a stream of words', () => {
  it('is refused, since rules answer whole', async () => {
    await expect(ruleLanguageModel(RULES).doStream({ prompt: [] })).rejects.toThrow(/does not stream/);
  });
});
