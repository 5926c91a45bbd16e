import { describe, expect, it } from 'vitest';
import { attributes, grants, grantsByFunction, leadingKeys, type Statement } from './statements.ts';
import { resourcesOf, synthesizedTemplate } from './synthesized.ts';

const byFunction = grantsByFunction(resourcesOf(synthesizedTemplate()));
const covers = (statement: Statement, key: string) =>
  leadingKeys(statement)?.some((pattern) => key.startsWith(pattern.replace(/\*$/, ''))) ??
  !JSON.stringify(statement.resource).includes('index/');
const whoMay = (action: string, key: string) =>
  Object.keys(byFunction)
    .filter((name) => byFunction[name]?.some((it) => grants(it, action, 'TablesWork') && covers(it, key)))
    .sort();

describe('what came back from outside', () => {
  it('is kept by the two executors that hear answers, and changed by nobody', () => {
    expect(whoMay('PutItem', 'ANSWER#act_1')).toEqual(['HttpExecutor', 'ToolExecutor']);
    for (const action of ['UpdateItem', 'DeleteItem']) expect(whoMay(action, 'ANSWER#act_1')).toEqual([]);
  });

  it('is read by those only who give it to the agent or show it to an approver', () => {
    expect(whoMay('GetItem', 'ANSWER#act_1')).toEqual([
      ...['AgentRun', 'Callback', 'Mcp', 'ReadAction', 'ReadApproval', 'RequestAction', 'Tell'],
    ]);
    expect(whoMay('Query', 'ANSWER#act_1')).toEqual([]);
  });
});

describe('the fingerprint of a declared key', () => {
  it.each(['HttpExecutor', 'ToolExecutor'])('may be written by %s with its claim', (name) => {
    const update = byFunction[name]?.find((it) => grants(it, 'UpdateItem', 'TablesLedger'));
    expect(update && attributes(update)).toContain('keyPrint');
  });

  it('is no part of what Decide may write', () => {
    const update = byFunction.Decide?.find((it) => grants(it, 'UpdateItem', 'TablesLedger'));
    expect(update && attributes(update)).not.toContain('keyPrint');
  });
});
