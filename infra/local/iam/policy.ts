import * as z from 'zod';
import type { PermissionCheck } from '../contract.ts';
import { type ConditionContext, compileCondition } from './condition.ts';
import { refuseUnknownKeys } from './condition-keys.ts';
import { resourcePattern, wildcard } from './wildcard.ts';

export type Judgement = { allowed: true } | { allowed: false; reason: string };

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A statement of an identity policy. Strict: an element that is not judged must not be ignored. */
export const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
});
export type Statement = z.infer<typeof Statement>;

/** The only version in which IAM's newer rules hold; CDK writes it always. */
export const PolicyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.array(z.unknown()),
});

export type CompiledStatement = { effect: 'Allow' | 'Deny'; applies(check: PermissionCheck): boolean };

/** Judges a call by IAM's rules: an explicit deny wins, and what nothing allows is denied. Throws on what it does not know. */
export function judge(statements: readonly unknown[], check: PermissionCheck): Judgement {
  return compilePolicy(statements)(check);
}

/** Compiles identity statements once, for many calls. */
export function compilePolicy(statements: readonly unknown[]): (check: PermissionCheck) => Judgement {
  const compiled = statements.map((statement) => compileStatement(parseStatement(Statement, statement)));
  return (check) => {
    refuseUnknownKeys(check.context);
    const verdict = weigh(compiled, check);
    if (verdict === 'allowed') return { allowed: true };
    return {
      allowed: false,
      reason:
        verdict === 'denied'
          ? 'with an explicit deny in an identity-based policy'
          : `because no identity-based policy allows the ${check.action} action`,
    };
  };
}

/** `denied` by a statement, `allowed` by one, or `silent`: no statement speaks of the call. */
export function weigh(statements: CompiledStatement[], check: PermissionCheck): 'denied' | 'allowed' | 'silent' {
  let allowed = false;
  for (const { effect, applies } of statements) {
    if (!applies(check)) continue;
    if (effect === 'Deny') return 'denied';
    allowed = true;
  }
  return allowed ? 'allowed' : 'silent';
}

export function parseStatement<T extends z.ZodType>(schema: T, statement: unknown): z.output<T> {
  const parsed = schema.safeParse(statement);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The local run does not understand a policy statement: ${JSON.stringify(statement)}\n${z.prettifyError(parsed.error)}`,
  );
}

/** A trust policy has no Resource: pass `resourceless` for those only. */
export function compileStatement(statement: Statement, resourceless = false): CompiledStatement {
  const action = compileElement('Action', statement.Action, statement.NotAction, (p) => wildcard(p, 'i'));
  const resource = resourceless
    ? () => true
    : compileElement('Resource', statement.Resource, statement.NotResource, resourcePattern);
  const condition: (context: ConditionContext) => boolean = compileCondition(statement.Condition ?? {});
  return {
    effect: statement.Effect,
    applies: (check) => action(check.action) && resource(check.resource) && condition(check.context),
  };
}

function compileElement(
  element: string,
  listed: string[] | undefined,
  excepted: string[] | undefined,
  compile: (pattern: string) => RegExp,
): (value: string) => boolean {
  const patterns = (listed ?? excepted)?.map(compile);
  if (!patterns || (listed && excepted)) throw new Error(`A statement needs one of ${element} and Not${element}.`);
  const wanted = listed !== undefined;
  return (value) => patterns.some((pattern) => pattern.test(value)) === wanted;
}
