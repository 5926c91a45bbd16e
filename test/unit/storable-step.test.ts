import type { ModelMessage } from 'ai';
import { describe, expect, it } from 'vitest';
import { storableStep } from '../../functions/agent/storable-step.ts';

const said = (text: string): ModelMessage[] => [{ role: 'assistant', content: text }];
const calls = (count: number, id = 'call'): ModelMessage[] => [
  {
    role: 'assistant',
    content: Array.from({ length: count }, (_, at) => ({
      ...{ type: 'tool-call' as const, toolCallId: `${id}_${at}`, toolName: 'send_email', input: {} },
    })),
  },
];
const frame = Buffer.byteLength(JSON.stringify(said('')));

describe('what a model answered', () => {
  it.each([
    ['of 380,000 bytes', said('x'.repeat(380_000 - frame))],
    ['with 50 tool calls', calls(50)],
    ['with an id of 200 characters', calls(1, 'i'.repeat(198))],
  ])('is stored as it is %s', (_, step) => {
    expect(storableStep(step)).toBe(step);
  });

  it.each([
    ['of 380,001 bytes', said('x'.repeat(380_001 - frame)), '380001 bytes'],
    ['of 380,001 bytes, in characters of three', said(`${'発'.repeat((380_001 - frame) / 3)}xx`), 'bytes'],
    ['with 51 tool calls', calls(51), '51 things'],
    ['with an id of 201 characters', calls(1, 'i'.repeat(199)), 'id of a tool call'],
    ['with half a character in an id', calls(1, '\ud800'), 'id of a tool call'],
  ])('is not %s: the agent says why it stops, and calls nothing', (_, step, why) => {
    const [stored] = storableStep(step);
    expect(stored).toMatchObject({ role: 'assistant', content: expect.stringContaining(why) });
  });
});
