import type {
  LanguageModelV4,
  LanguageModelV4Content,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultOutput,
} from '@ai-sdk/provider';
import type { Rule, RuleModel } from '#shared/agent/rule-model.ts';
import { readData } from './data-block.ts';
import { hear } from './hear.ts';

type Facts = Record<string, unknown>;

/** The rule-based model in the AI SDK's terms, so that a language model can stand in its place. */
export function ruleLanguageModel({ rules }: RuleModel): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'countersign',
    modelId: 'rules',
    supportedUrls: {},
    doGenerate: async ({ prompt }) => {
      const content = respond(rules, prompt);
      const called = content.some(({ type }) => type === 'tool-call');
      return {
        content,
        finishReason: { unified: called ? 'tool-calls' : 'stop', raw: undefined },
        usage: NO_TOKENS,
        warnings: [],
      };
    },
    doStream: () => Promise.reject(new Error('The rule-based model answers whole and does not stream')),
  };
}

const NONE = undefined;
const NO_TOKENS = {
  inputTokens: { total: NONE, noCache: NONE, cacheRead: NONE, cacheWrite: NONE },
  outputTokens: { total: NONE, text: NONE, reasoning: NONE },
};

function respond(rules: readonly Rule[], prompt: LanguageModelV4Prompt): LanguageModelV4Content[] {
  const heard = prompt.flatMap(factsOf);
  const last = heard.at(-1);
  const rule = rules.find((one) => one.on === last?.source && applies(one, last.data));
  if (!rule) return [{ type: 'text', text: 'I have no rule for this, so I do nothing.' }];
  const facts: Facts = Object.assign(
    {},
    ...heard.map(({ source, data }) => ({ [source]: data })),
    understood(rule, last),
  );
  const said: LanguageModelV4Content = { type: 'text', text: fill(rule.say, facts) };
  if (!rule.call) return [said];
  const input = JSON.stringify(fillAll(rule.call.input, facts));
  return [said, { type: 'tool-call', toolCallId: `call_${countCalls(prompt) + 1}`, toolName: rule.call.tool, input }];
}

type Heard = { source: string; data: unknown };

/** What each message of the prompt brought in as data; words without data are a person's. */
function factsOf(message: LanguageModelV4Prompt[number]): Heard[] {
  if (message.role === 'user') {
    return message.content.flatMap((part) => {
      if (part.type !== 'text') return [];
      return readData(part.text) ?? { source: 'chat', data: { text: part.text } };
    });
  }
  if (message.role !== 'tool') return [];
  return message.content.flatMap((part) =>
    part.type === 'tool-result' ? { source: 'tool', data: resultOf(part.output) } : [],
  );
}

/** The SDK itself answers a call that it could not read, with an error; to rules that is a failed call. */
function resultOf(output: LanguageModelV4ToolResultOutput): unknown {
  return output.type === 'json' ? output.value : { outcome: 'failed', reason: 'invalid_input' };
}

function countCalls(prompt: LanguageModelV4Prompt): number {
  return prompt
    .flatMap((message) => (message.role === 'assistant' ? message.content : []))
    .filter(({ type }) => type === 'tool-call').length;
}

function applies(rule: Rule, data: unknown): boolean {
  return matches(data, rule.match) && (rule.hears === undefined || hear(rule.hears, textOf(data)) !== undefined);
}

/** With what a person said between the words that the rule hears. */
function understood({ hears }: Rule, last: Heard | undefined): Facts {
  return hears === undefined ? {} : { chat: { text: textOf(last?.data), ...hear(hears, textOf(last?.data)) } };
}

function textOf(data: unknown): string {
  return String(valueAt(data, 'text') ?? '');
}

function matches(data: unknown, match: Rule['match']): boolean {
  return Object.entries(match).every(([path, value]) => String(valueAt(data, path)) === value);
}

function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Facts)[name]
      : undefined;
  }, data);
}

function fill(text: string, facts: Facts): string {
  return text.replaceAll(/\{\{([\w.]+)\}\}/g, (_, path: string) => String(valueAt(facts, path) ?? ''));
}

function fillAll(template: unknown, facts: Facts): unknown {
  if (typeof template === 'string') return fill(template, facts);
  if (Array.isArray(template)) return template.map((item) => fillAll(item, facts));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillAll(value, facts)]));
}
