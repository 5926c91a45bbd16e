import { generateText } from 'ai';
import { describe, expect, it } from 'vitest';
import { Capability } from '#shared/action/capability.ts';
import { capabilityOf } from '#shared/action/capability-of.ts';
import { openContent, readContent, sealContent, summarise } from '#shared/action/content.ts';
import { Agent } from '#shared/agent/agent.ts';
import { approvalSettingsOf } from '#shared/agent/approval-settings-of.ts';
import { executorOf } from '#shared/execution/invoke-executor.ts';
import { judge } from '#shared/guardrail/judge.ts';
import { dataBlock } from '../../functions/agent/data-block.ts';
import { ruleLanguageModel } from '../../functions/agent/rule-language-model.ts';
import { toolsOf } from '../../functions/agent/tools.ts';
import { contentFields } from '../../functions/console/web/approvals/content-fields.ts';
import { sentenceOf, targetOf } from '../../functions/console/web/approvals/sentence.ts';
import { writeNotice } from '../../functions/notification/mail-text.ts';
import {
  ALL_CAPABILITIES,
  ASKED_FOR,
  aBellEntry,
  anAction,
  anAgent,
  aPerson,
  aTool,
  TRUSTED,
  theSettings,
} from '../support/builders.ts';

const agent = anAgent({ capabilities: ALL_CAPABILITIES });
const read = (capability: Capability) => readContent(capability, ASKED_FOR[capability], [aTool()]);

describe.each(Capability.options)('the capability %s', (capability) => {
  it('has content that is sealed, opened again as it was, and summarised', () => {
    const content = read(capability);
    const { canonical } = sealContent('agt_1', content);
    expect(openContent(capability, canonical)).toEqual(content);
    expect(summarise(content).length).toBeGreaterThan(5);
  });

  it('is asked about for a new agent, and blocked for an agent without it', () => {
    expect(judge(agent, read(capability), TRUSTED)).toMatchObject({ verdict: 'ask', rule: 'ask_always' });
    const bare = anAgent({ capabilities: {} });
    expect(judge(bare, read(capability), TRUSTED)).toMatchObject({ verdict: 'block', rule: 'unknown_capability' });
  });

  it('refuses content of every other one, so that none is carried out as another', () => {
    for (const other of Capability.options) {
      const { canonical } = sealContent('agt_1', read(other));
      const isCallWithoutVoice = capability === 'make_call' && other === 'send_sms';
      if (other !== capability && !isCallWithoutVoice) expect(() => openContent(capability, canonical)).toThrow();
    }
  });

  it('has settings of its approvals', () => {
    const { canonical } = sealContent('agt_1', read(capability));
    expect(approvalSettingsOf(agent, anAction({ capability, content: canonical }))).toMatchObject({
      ...{ notifyAgentDefault: false, approversNeeded: 1 },
    });
  });

  it('is shown to approvers in full and in words', () => {
    const { input } = read(capability);
    const fields = contentFields(capability, input);
    expect(fields.map(({ kind }) => kind)).not.toContain('unknown');
    expect(fields.map(({ key }) => key).toSorted()).toEqual(Object.keys(input).toSorted());
    expect(sentenceOf(capability, input)).not.toMatch(/does not understand/);
    expect(targetOf(capability, input)).not.toBe(capability);
  });

  it('is named in the subject of the email about it', () => {
    const state = { kind: 'mail' as const, personId: 'per_1', token: 'A'.repeat(43), queued: 1 };
    const about = { person: aPerson(), state, consoleUrl: 'https://c.example', showsContent: false, now: new Date(0) };
    const { subject } = writeNotice(about, anAction({ capability }), aBellEntry());
    expect(subject).toMatch(/^Billing asks to (send|make|use) /);
  });

  it('is offered to the model, and a call of it asks the gate for it', () => {
    const name = capability === 'use_tool' ? 'refund' : capability;
    expect(Object.keys(toolsOf(agent, theSettings()))).toContain(name);
    expect(capabilityOf(agent, name, {})?.capability).toBe(capability);
    expect(Object.keys(toolsOf(anAgent({ capabilities: {} }), theSettings()))).toEqual([]);
  });
});

it('every capability has an executor of its own', () => {
  const env = { EMAIL_EXECUTOR: 'e', SMS_EXECUTOR: 's', CALL_EXECUTOR: 'c', HTTP_EXECUTOR: 'h', TOOL_EXECUTOR: 't' };
  expect(Capability.options.map((capability) => executorOf(env, capability))).toEqual(['e', 's', 'c', 'h', 't']);
});

describe('custom tools of an agent', () => {
  const withTools = (...tools: unknown[]) => Agent.safeParse({ ...agent, capabilities: { tools } }).success;

  it('have names that nothing else has', () => {
    expect(withTools(aTool(), aTool({ name: 'cancel' }))).toBe(true);
    expect(withTools(aTool(), aTool())).toBe(false);
    expect(withTools(aTool({ name: 'send_email' }))).toBe(false);
    expect(withTools(aTool({ name: 'use_tool' }))).toBe(false);
  });

  it('are called by these names only', () => {
    expect(capabilityOf(agent, 'refund', { order: 'A1' })).toEqual({
      ...{ capability: 'use_tool', input: { tool: 'refund', input: { order: 'A1' } } },
    });
    for (const name of ['use_tool', 'other', 'constructor']) expect(capabilityOf(agent, name, {})).toBeUndefined();
  });

  it('have settings of their own, found by the tool that the stored content names', () => {
    const tools = [aTool(), aTool({ name: 'cancel', approversNeeded: 2 })];
    const two = anAgent({ capabilities: { tools } });
    const stored = (tool: string) => {
      const { canonical } = sealContent('agt_1', readContent('use_tool', { tool, input: {} }, tools));
      return anAction({ capability: 'use_tool', content: canonical });
    };
    expect(approvalSettingsOf(two, stored('cancel'))?.approversNeeded).toBe(2);
    expect(approvalSettingsOf(two, stored('refund'))?.approversNeeded).toBe(1);
    expect(approvalSettingsOf(two, anAction({ capability: 'use_tool', content: '{' }))).toBeUndefined();
  });
});

describe('a model that calls a custom tool', () => {
  const callOf = async (input: Record<string, string>) => {
    const rules = [{ on: 'webhook' as const, match: {}, say: 'I refund.', call: { tool: 'refund', input } }];
    const content = dataBlock('webhook', '{}');
    const model = ruleLanguageModel({ provider: 'rules', rules });
    const { toolCalls } = await generateText({
      model,
      tools: toolsOf(agent, theSettings()),
      messages: [{ role: 'user', content }],
    });
    return toolCalls.map((call) => [call.toolName, call.input, call.invalid ?? false]);
  };

  it('has its call carried to the gate, which checks it', async () => {
    expect(await callOf({ order: 'A1' })).toEqual([['refund', { order: 'A1' }, false]]);
    expect(await callOf({ cents: 'many' })).toEqual([['refund', { cents: 'many' }, false]]);
  });
});

describe('content that no capability takes', () => {
  it.each([
    ['half a surrogate pair in a name of JSON', 'http_request', { ...ASKED_FOR.http_request, json: { '\ud83d': 1 } }],
    ['half a surrogate pair in the input of a tool', 'use_tool', { tool: 'refund', input: { order: '\ude00' } }],
    ['a tool that the agent does not have', 'use_tool', { tool: 'other', input: {} }],
    ['input that the tool does not take', 'use_tool', { tool: 'refund', input: { cents: 'many' } }],
    ['more than the table could hold', 'http_request', { ...ASKED_FOR.http_request, json: '\u0001'.repeat(99_990) }],
  ] as const)('%s', (_, capability, input) => {
    expect(() => readContent(capability, input, [aTool()])).toThrow();
  });
});
