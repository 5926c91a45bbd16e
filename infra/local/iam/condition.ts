import { conditionKey } from './condition-keys.ts';
import { arnPattern, refuseVariables, wildcard } from './wildcard.ts';

export type ConditionContext = Record<string, string[]>;
type Scalar = string | number | boolean;
/** `{ StringEquals: { 'dynamodb:LeadingKeys': ['a'] } }` */
export type ConditionBlock = Record<string, Record<string, Scalar | Scalar[]>>;

type Matches = (value: string) => boolean;
type Operator = { negated: boolean; compile(expected: string): Matches };

const equals: Operator['compile'] = (expected) => {
  refuseVariables(expected);
  return (value) => value === expected;
};
const equalsIgnoringCase: Operator['compile'] = (expected) => {
  const lower = refuseVariables(expected).toLowerCase();
  return (value) => value.toLowerCase() === lower;
};
const like: Operator['compile'] = (expected) => {
  const pattern = wildcard(expected);
  return (value) => pattern.test(value);
};

const operators = new Map<string, Operator>([
  ['StringEquals', { negated: false, compile: equals }],
  ['StringNotEquals', { negated: true, compile: equals }],
  ['StringEqualsIgnoreCase', { negated: false, compile: equalsIgnoringCase }],
  ['StringNotEqualsIgnoreCase', { negated: true, compile: equalsIgnoringCase }],
  ['StringLike', { negated: false, compile: like }],
  ['StringNotLike', { negated: true, compile: like }],
  ['ArnEquals', { negated: false, compile: arnPattern }],
  ['ArnLike', { negated: false, compile: arnPattern }],
  ['ArnNotEquals', { negated: true, compile: arnPattern }],
  ['ArnNotLike', { negated: true, compile: arnPattern }],
  ['Bool', { negated: false, compile: equalsIgnoringCase }],
]);

type Quantifier = 'ForAllValues' | 'ForAnyValue' | undefined;

/** Compiles a Condition element: all of its operators and keys must be met, any one value of a key is enough. */
export function compileCondition(block: ConditionBlock): (context: ConditionContext) => boolean {
  const tests = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileTest(operator, key, [values].flat().map(String))),
  );
  return (context) => tests.every((test) => test(context));
}

function compileTest(spelled: string, keyName: string, expected: string[]): (context: ConditionContext) => boolean {
  const key = conditionKey(keyName);
  if (spelled === 'Null') return compileNull(key.name, expected);
  const { quantifier, base, ifExists } = readOperator(spelled);
  const operator = operators.get(base);
  if (!operator) throw new Error(`Condition operator "${spelled}" is one that the local run does not know.`);
  if (key.values === 'set' && !quantifier) {
    throw new Error(
      `Condition key "${key.name}" has many values: say ForAllValues:${spelled} or ForAnyValue:${spelled}.`,
    );
  }
  const matchers = expected.map(operator.compile);
  const passes: Matches = (value) => matchers.some((matches) => matches(value)) !== operator.negated;
  const whenMissing = ifExists || quantifier === 'ForAllValues' || (operator.negated && !quantifier);
  return (context) => {
    const values = context[key.name] ?? [];
    if (values.length === 0) return whenMissing;
    if (quantifier === 'ForAllValues') return values.every(passes);
    if (!quantifier && values.length > 1) throw new Error(`The request has several values for "${key.name}".`);
    return values.some(passes);
  };
}

function readOperator(spelled: string): { quantifier: Quantifier; base: string; ifExists: boolean } {
  const [, prefix, base = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(spelled) ?? [];
  const quantifier = prefix === 'ForAllValues' || prefix === 'ForAnyValue' ? prefix : undefined;
  return { quantifier, base, ifExists: suffix !== undefined };
}

/** `Null: true` asks for the key to be absent; an empty set counts as absent. */
function compileNull(key: string, expected: string[]): (context: ConditionContext) => boolean {
  const [wanted] = expected;
  if (expected.length !== 1 || (wanted !== 'true' && wanted !== 'false')) {
    throw new Error(`Condition Null of "${key}" must be "true" or "false".`);
  }
  return (context) => ((context[key] ?? []).length === 0) === (wanted === 'true');
}
