import type { ModelMessage } from 'ai';
import { describe, expect, it } from 'vitest';
import type { Message } from '#shared/agent/conversation.ts';
import { nextStep, toModelMessages } from '../../functions/agent/thread.ts';
import { aMessage } from '../support/builders.ts';

const call = (toolCallId: string) => ({ type: 'tool-call', toolCallId, toolName: 'send_email', input: {} }) as const;
const answerOf = (toolCallId: string) =>
  ({ type: 'tool-result', toolCallId, toolName: 'send_email', output: { type: 'json', value: {} } }) as const;
const calls = (...ids: string[]): ModelMessage => ({ role: 'assistant', content: ids.map(call) });
const results = (...ids: string[]): ModelMessage => ({ role: 'tool', content: ids.map(answerOf) });
const said = (content: string): ModelMessage => ({ role: 'assistant', content });

type Part = string | { by: string; did: ModelMessage[] };
const step = (did: ModelMessage, by = 'run_1'): Part => ({ by, did: [did] });

/** Messages in the order given: a string came in, the rest are steps of a run. */
function thread(...parts: Part[]): Message[] {
  return parts.map((part, i) =>
    typeof part === 'string'
      ? aMessage({ seq: i + 1, text: part, source: 'webhook' })
      : aMessage({ seq: i + 1, direction: 'step', step: JSON.stringify(part.did), runId: part.by }),
  );
}

describe('the next step of a run, wherever the last one ended', () => {
  it.each([
    ['before it thought', thread('Hi'), { do: 'think' }],
    ['after it answered', thread('Hi', step(said('Done.'))), { do: 'rest' }],
    ['after the results of its calls', thread('Hi', step(calls('a')), step(results('a'))), { do: 'think' }],
    [
      'after the answer to the results',
      thread('Hi', step(calls('a')), step(results('a')), step(said('Sent.'))),
      { do: 'rest' },
    ],
    ['a message came in after the answer', thread('Hi', step(said('Done.')), 'More'), { do: 'think' }],
    [
      'a message came in between call and results',
      thread('Hi', step(calls('a')), 'More', step(results('a'))),
      { do: 'think' },
    ],
    ['nothing came in', thread(), { do: 'think' }],
  ])('%s', (_, messages, next) => {
    expect(nextStep(messages)).toEqual(next);
  });

  it('after its call was stored and nothing of it done: the call is made, in the name of the run that stored it', () => {
    expect(nextStep(thread('Hi', step(calls('a'), 'run_7')))).toEqual({
      ...{ do: 'call_tools', calls: [call('a')], runId: 'run_7', askedIn: 2 },
    });
  });

  it('after its call was stored and a message came in: the call is still made first', () => {
    expect(nextStep(thread('Hi', step(calls('a')), 'More'))).toMatchObject({ do: 'call_tools' });
  });

  it('after one result of two: only the other call is made', () => {
    const messages = thread('Hi', step(calls('a', 'b')), step(results('a')));
    expect(nextStep(messages)).toMatchObject({ do: 'call_tools', calls: [call('b')] });
  });

  it('a second round of calls, after the first was answered', () => {
    const messages = thread('Hi', step(calls('a')), step(results('a')), step(calls('b'), 'run_2'));
    expect(nextStep(messages)).toMatchObject({ do: 'call_tools', calls: [call('b')], runId: 'run_2' });
  });

  it('a model that numbers its calls anew each time: its second call is made, not taken for answered', () => {
    const messages = thread('Hi', step(calls('a')), step(results('a')), step(calls('a'), 'run_2'));
    expect(nextStep(messages)).toMatchObject({ do: 'call_tools', calls: [call('a')], runId: 'run_2' });
  });
});

describe('the conversation as a model sees it', () => {
  const roles = (messages: Message[]) => toModelMessages(messages).map(({ role }) => role);

  it('keeps its order', () => {
    const messages = thread('Hi', step(calls('a')), step(results('a')), step(said('Sent.')), 'Thanks');
    expect(roles(messages)).toEqual(['user', 'assistant', 'tool', 'assistant', 'user']);
  });

  it('has the results of calls right behind them, and what came in between behind those', () => {
    const messages = thread('Hi', step(calls('a')), 'More', 'And more', step(results('a')));
    expect(toModelMessages(messages)).toEqual([
      { role: 'user', content: 'Hi' },
      calls('a'),
      results('a'),
      { role: 'user', content: 'More' },
      { role: 'user', content: 'And more' },
    ]);
  });

  it('waits for the last of several results', () => {
    const messages = thread('Hi', step(calls('a', 'b')), 'More', step(results('a')), step(results('b')));
    expect(roles(messages)).toEqual(['user', 'assistant', 'tool', 'tool', 'user']);
  });

  it('loses no message while a call is unanswered', () => {
    expect(roles(thread('Hi', step(calls('a')), 'More'))).toEqual(['user', 'assistant', 'user']);
  });

  it('shows data from outside as data', () => {
    const [message] = toModelMessages([aMessage({ text: 'It brought:', data: '{"a":1}', source: 'webhook' })]);
    expect(message?.content).toBe('It brought:\n\n<data source="webhook">\n{"a":1}\n</data>');
  });
});
