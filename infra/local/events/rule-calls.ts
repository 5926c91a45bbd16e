import * as z from 'zod';
import type { PermissionCheck } from '../contract.ts';
import { openKeptJson } from '../kept-json.ts';
import { busNameOf, type Rule, RuleProperties, RuleTargetProperties, ruleArn, ruleOf } from './rules.ts';

const named = z.object({ EventBusName: z.string().default('default') });

const PutRule = named.extend({
  Name: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
  EventPattern: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Description: z.string().optional(),
});
const PutTargets = named.extend({ Rule: z.string(), Targets: z.array(RuleTargetProperties).min(1).max(5) });
const RemoveTargets = named.extend({ Rule: z.string(), Ids: z.array(z.string()).min(1) });
const DeleteRule = named.extend({ Name: z.string() });

const Requests = { PutRule, PutTargets, RemoveTargets, DeleteRule };
type Operation = keyof typeof Requests;

/** Refused in AWS's words: `code` is the name of the error. */
type RuleRefusal = { code: string; message: string };

/** Rules that functions make while the system runs. They are kept over a restart, as the template's are by the template. */
export type RuleCalls = {
  serves(operation: string): operation is Operation;
  permissions(operation: Operation, body: unknown): PermissionCheck[];
  call(operation: Operation, body: unknown): unknown | RuleRefusal;
  rules(): Rule[];
};

const isRefusal = (value: unknown): value is RuleRefusal =>
  typeof value === 'object' && value !== null && 'code' in value;

export { isRefusal };

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html and its neighbours */
export function openRuleCalls(directory: string | undefined, busNames: ReadonlySet<string>): RuleCalls {
  const kept = openKeptJson(directory, (value) => RuleProperties.parse(value));
  const keyOf = (bus: string, name: string) => `${busNameOf(bus)}/${name}`;
  let compiled: Rule[] | undefined;

  function call(operation: Operation, body: unknown): unknown | RuleRefusal {
    const read = Requests[operation].safeParse(body);
    if (!read.success) return { code: 'ValidationException', message: z.prettifyError(read.error) };
    const { EventBusName } = read.data;
    if (!busNames.has(busNameOf(EventBusName)))
      return { code: 'ResourceNotFoundException', message: `Event bus ${EventBusName} does not exist.` };
    compiled = undefined;
    return acts[operation](read.data as never);
  }

  const acts = {
    PutRule({ Name, EventBusName, EventPattern, State }: z.infer<typeof PutRule>) {
      const before = kept.get(keyOf(EventBusName, Name));
      const rule = { Name, EventBusName, State, Targets: before?.Targets ?? [] };
      try {
        const properties = { ...rule, EventPattern: JSON.parse(EventPattern) };
        ruleOf(Name, properties);
        kept.set(keyOf(EventBusName, Name), properties);
      } catch (error) {
        return { code: 'InvalidEventPatternException', message: `Event pattern is not valid. ${error}` };
      }
      return { RuleArn: ruleArn(busNameOf(EventBusName), Name) };
    },
    PutTargets({ Rule, EventBusName, Targets }: z.infer<typeof PutTargets>) {
      return change(Rule, EventBusName, (before) => {
        const ids = Targets.map(({ Id }) => Id);
        return [...before.filter(({ Id }) => !ids.includes(Id)), ...Targets];
      });
    },
    RemoveTargets({ Rule, EventBusName, Ids }: z.infer<typeof RemoveTargets>) {
      return change(Rule, EventBusName, (before) => before.filter(({ Id }) => !Ids.includes(Id)));
    },
    DeleteRule({ Name, EventBusName }: z.infer<typeof DeleteRule>) {
      const rule = kept.get(keyOf(EventBusName, Name));
      if (rule && rule.Targets.length > 0)
        return { code: 'ValidationException', message: "Rule can't be deleted since it has targets." };
      kept.remove(keyOf(EventBusName, Name));
      return {};
    },
  };

  type Targets = z.infer<typeof RuleProperties>['Targets'];
  function change(name: string, bus: string, make: (before: Targets) => Targets) {
    const rule = kept.get(keyOf(bus, name));
    if (!rule) return { code: 'ResourceNotFoundException', message: `Rule ${name} does not exist on EventBus ${bus}.` };
    const changed = { ...rule, Targets: make(rule.Targets) };
    ruleOf(name, changed);
    kept.set(keyOf(bus, name), changed);
    return { FailedEntryCount: 0, FailedEntries: [] };
  }

  return {
    serves: (operation): operation is Operation => Object.hasOwn(Requests, operation),
    permissions: checksOf,
    call,
    rules() {
      compiled ??= kept.all().flatMap((properties) => ruleOf(properties.Name ?? '', properties));
      return compiled;
    },
  };
}

/** The rule that a call is about; of its targets, IAM is told as well. */
function checksOf(operation: Operation, body: unknown): PermissionCheck[] {
  const read = z
    .object({
      ...{ EventBusName: z.string().default('default'), Name: z.string().optional(), Rule: z.string().optional() },
      Targets: z.array(z.object({ Arn: z.string() })).default([]),
    })
    .safeParse(body);
  const { EventBusName = 'default', Name, Rule, Targets = [] } = read.data ?? {};
  const resource = ruleArn(busNameOf(EventBusName), Name ?? Rule ?? '');
  const targets = operation === 'PutTargets' ? { 'events:TargetArn': Targets.map(({ Arn }) => Arn) } : {};
  return [{ action: `events:${operation}`, resource, context: { ...targets } }];
}
