import { describe, expect, it } from 'vitest';
import { unsupportedIn } from '#shared/action/json-schema.ts';
import { summariseTool, toToolContent } from '#shared/action/tool-content.ts';
import { judgeTool } from '#shared/guardrail/judge-tool.ts';
import { ToolSettings } from '#shared/guardrail/tool-settings.ts';

const REFUND = {
  ...{ type: 'object', required: ['order', 'cents'], additionalProperties: false },
  properties: {
    order: { type: 'string', pattern: '^A[0-9]+$', maxLength: 10 },
    cents: { type: 'integer', minimum: 1, maximum: 100_000, description: 'Amount' },
    reason: { enum: ['broken', 'late'], default: 'late' },
    lines: { type: 'array', maxItems: 2, items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
    on: { type: 'string', format: 'date' },
  },
};

function aTool(over: Record<string, unknown> = {}) {
  return {
    ...{ name: 'refund', description: 'Refunds an order.', inputSchema: REFUND },
    ...{ target: { kind: 'lambda', functionName: 'countersign-tool-refund' }, ...over },
  };
}

const tool = ToolSettings.parse(aTool());
const call = (input: unknown) => toToolContent(tool, input);

describe('a custom tool', () => {
  it('asks before it runs unless its settings say otherwise, and always for a run that nobody vouched for', () => {
    const content = call({ order: 'A1', cents: 5 });
    const free = ToolSettings.parse(aTool({ requireApproval: false }));
    expect(judgeTool([tool], content, { tainted: false })).toMatchObject({ verdict: 'ask', rule: 'ask_always' });
    expect(judgeTool([free], content, { tainted: false })).toMatchObject({ verdict: 'allow' });
    expect(judgeTool([free], content, { tainted: true })).toMatchObject({ verdict: 'ask', rule: 'untrusted_run' });
  });

  it('is blocked when it is gone, off, or no longer takes this input', () => {
    const content = call({ order: 'A1', cents: 5 });
    const free = aTool({ requireApproval: false });
    const off = ToolSettings.parse({ ...free, enabled: false });
    const other = ToolSettings.parse({
      ...free,
      inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    });
    expect(judgeTool([], content, { tainted: false })).toMatchObject({ verdict: 'block', rule: 'unknown_capability' });
    expect(judgeTool([off], content, { tainted: false })).toMatchObject({ verdict: 'block', rule: 'capability_off' });
    expect(judgeTool([other], content, { tainted: false }).verdict).toBe('block');
  });

  it('takes input of its schema, with the defaults in it that will run', () => {
    expect(call({ order: 'A1', cents: 5, lines: [null, 'x'] })).toEqual({
      ...{
        tool: 'refund',
        target: 'countersign-tool-refund',
        input: { order: 'A1', cents: 5, reason: 'late', lines: [null, 'x'] },
      },
    });
    expect(summariseTool(call({ order: 'A1', cents: 5 }))).toBe('refund: {"order":"A1","cents":5,"reason":"late"}');
  });

  it.each([
    ...[{}, { order: 'A1' }, { order: 'B1', cents: 5 }, { order: 'A1', cents: 0 }, { order: 'A1', cents: 1.5 }],
    ...[
      { order: 'A1', cents: '5' },
      { order: 'A1', cents: 5, extra: 1 },
      { order: 'A1', cents: 5, reason: 'other' },
    ],
    ...[
      { order: 'A1', cents: 5, lines: [1] },
      { order: 'A1', cents: 5, lines: ['a', 'b', 'c'] },
      { order: 'A1', cents: 5, on: 'x' },
    ],
    ...[[], 'x', null, undefined],
  ])('refuses %j', (input) => {
    expect(() => call(input)).toThrow();
  });
});

describe('a schema that would not be checked in full is refused by name when it is saved', () => {
  const withPart = (part: unknown) => ({ type: 'object', properties: { a: part } });
  it.each([
    ...[
      'if',
      'then',
      'else',
      'not',
      'oneOf',
      'allOf',
      '$ref',
      '$defs',
      'patternProperties',
      'propertyNames',
      'minProperties',
    ],
    ...[
      'dependentRequired',
      'unevaluatedProperties',
      'prefixItems',
      'contains',
      'uniqueItems',
      'contentEncoding',
      'nullable',
    ],
  ])('%s', (keyword) => {
    const problems = unsupportedIn(withPart({ type: 'object', [keyword]: {} }));
    expect(problems).toEqual([`#/properties/a/${keyword} is not supported.`]);
    expect(ToolSettings.safeParse(aTool({ inputSchema: withPart({ type: 'string', [keyword]: {} }) })).success).toBe(
      false,
    );
  });

  it.each([
    [{ minLength: 3 }, '#/properties/a needs a "type".'],
    [{ type: 'text' }, '#/properties/a/type "text" is not a type.'],
    [{ type: { toString: 'x' } }, '#/properties/a/type "{"toString":"x"}" is not a type.'],
    [{ type: 'string', format: { toString: 'x' } }, '#/properties/a/format "{"toString":"x"}" is not supported.'],
    [{ type: 'object', required: [{ toString: 'x' }] }, '#/properties/a/required names unknown "{"toString":"x"}".'],
    [{ type: 'string', format: 'phone' }, '#/properties/a/format "phone" is not supported.'],
    [{ type: 'object', required: ['b'] }, '#/properties/a/required names unknown "b".'],
    [{ type: 'array', items: { oneOf: [] } }, '#/properties/a/items/oneOf is not supported.'],
    [{ anyOf: [{ type: 'string' }, true] }, '#/properties/a/anyOf/1 must be a schema object.'],
    [true, '#/properties/a must be a schema object.'],
  ])('%j', (part, problem) => {
    expect(unsupportedIn(withPart(part))).toContain(problem);
  });

  it('an unreadable pattern, and a schema that is not an object', () => {
    expect(unsupportedIn(withPart({ type: 'string', pattern: '(' }))).toHaveLength(1);
    expect(unsupportedIn({ type: 'string' })).toHaveLength(1);
    expect(unsupportedIn([])).toHaveLength(1);
  });
});

describe('a tool can only be what a tool may be', () => {
  it.each([
    { target: { kind: 'lambda', functionName: 'Decide' } },
    { target: { kind: 'lambda', functionName: 'arn:aws:lambda:eu-west-1:1:function:countersign-tool-x' } },
    { target: { kind: 'lambda', functionName: 'countersign-tool-x:1' } },
    { target: { kind: 'https', url: 'http://acme.com/', secretName: 'S' } },
    { target: { kind: 'https', url: 'https://acme.com:8443/', secretName: 'S' } },
    { target: { kind: 'https', url: 'https://ACME.com/', secretName: 'S' } },
    { target: { kind: 'https', url: 'https://acme.com/', secretName: '../other' } },
    { name: 'Refund' },
    { name: '__proto__' },
    { idempotent: { keyLifeSeconds: 1 } },
  ])('%j cannot be saved', (over) => {
    expect(ToolSettings.safeParse(aTool(over)).success).toBe(false);
  });
});
