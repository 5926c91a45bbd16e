import { describe, expect, it } from 'vitest';
import { grantsByFunction, leadingKeys } from './statements.ts';
import { resourcesOf, synthesizedTemplate } from './synthesized.ts';

const byFunction = grantsByFunction(resourcesOf(synthesizedTemplate()));
const WRITES = /^dynamodb:(Put|Update|Delete|BatchWrite)/;
const writesOf = (name: string) =>
  (byFunction[name] ?? [])
    .filter(({ actions }) => actions.some((action) => WRITES.test(action)))
    .map((grant) => [grant.actions, leadingKeys(grant)]);

describe('who takes what people say to agents', () => {
  it('writes conversations and the list of whose they are, and nothing else: no action, and nobody’s decision', () => {
    expect(writesOf('Chat')).toEqual([
      [['dynamodb:PutItem'], ['CHATS#*', 'CONVERSATION#*']],
      [['dynamodb:UpdateItem'], ['CONVERSATION#*']],
    ]);
  });
});

describe.each(['Conversation', 'Activity', 'ReadApproval'])('%s shows what happened', (name) => {
  it('and writes nothing', () => {
    expect(byFunction[name]?.length).toBeGreaterThan(0);
    expect(writesOf(name)).toEqual([]);
  });
});
