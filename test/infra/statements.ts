import { type Json, ofType, type Properties, type Resources, referencesIn } from './synthesized.ts';

export type Statement = {
  /** Logical id of the resource whose policy this is; of the role for a role's own policies. */
  of: string;
  effect: string;
  actions: string[];
  resource: Json;
  conditions: Record<string, Record<string, Json>>;
  services: string[];
};

/** One for each capability; it alone holds the right to the effect. */
export const EXECUTORS = ['CallExecutor', 'EmailExecutor', 'HttpExecutor', 'SmsExecutor', 'ToolExecutor'];

/** What each role may do, by the logical id of its function. */
export function grantsByFunction(resources: Resources): Record<string, Statement[]> {
  const granted = identityStatements(resources);
  return Object.fromEntries(
    ofType(resources, 'AWS::Lambda::Function').map(([id, { Role }]) => {
      const [role] = referencesIn(Role);
      return [id, granted.filter((statement) => statement.of === role)];
    }),
  );
}

export function identityStatements(resources: Resources): Statement[] {
  const attached = ofType(resources, 'AWS::IAM::Policy').flatMap(([, policy]) =>
    referencesIn(policy.Roles).flatMap((role) => statementsIn(role, policy.PolicyDocument)),
  );
  const embedded = ofType(resources, 'AWS::IAM::Role').flatMap(([id, { Policies }]) =>
    ((Policies ?? []) as Properties[]).flatMap(({ PolicyDocument }) => statementsIn(id, PolicyDocument)),
  );
  return [...attached, ...embedded];
}

/** Every statement of every policy document in the template: of roles, trust, topics, queues, keys and buckets. */
export function allStatements(resources: Resources): Statement[] {
  const documents = ['PolicyDocument', 'AssumeRolePolicyDocument', 'KeyPolicy'];
  return Object.entries(resources).flatMap(([id, { Properties }]) =>
    documents.flatMap((name) => statementsIn(id, Properties?.[name])),
  );
}

/** True when the statement grants the action on this table or one of its indexes. */
export function grants({ effect, actions, resource }: Statement, action: string, table: string): boolean {
  return effect === 'Allow' && actions.includes(`dynamodb:${action}`) && referencesIn(resource).includes(table);
}

/** Patterns of partition keys that a statement is limited to; undefined when it is not. */
export function leadingKeys({ conditions }: Statement): string[] | undefined {
  return list(conditions['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']);
}

export function attributes({ conditions }: Statement): string[] | undefined {
  return list(conditions['ForAllValues:StringEquals']?.['dynamodb:Attributes']);
}

function statementsIn(of: string, document: Json | undefined): Statement[] {
  const { Statement: statements = [] } = (document ?? {}) as Properties;
  return (statements as Properties[]).map(({ Effect, Action, Resource = null, Condition, Principal }) => ({
    of,
    effect: String(Effect),
    actions: list(Action) ?? [],
    resource: Resource,
    conditions: (Condition ?? {}) as Statement['conditions'],
    services:
      typeof Principal === 'object' && Principal && 'Service' in Principal ? (list(Principal.Service) ?? []) : [],
  }));
}

function list(json: Json | undefined): string[] | undefined {
  if (json === undefined) return undefined;
  return Array.isArray(json) ? json.map(String) : [String(json)];
}
