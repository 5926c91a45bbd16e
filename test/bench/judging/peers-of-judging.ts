type Judge = { name: string; judge: () => unknown };
type Cedar = {
  statefulIsAuthorized(call: unknown): unknown;
  preparsePolicySet(id: string, policies: unknown): unknown;
  isAuthorized(call: unknown): { response?: { decision: string } };
};
type Casbin = {
  newModelFromString(text: string): unknown;
  newEnforcer(model: unknown, adapter: unknown): Promise<{ enforce(...words: string[]): Promise<boolean> }>;
  StringAdapter: new (text: string) => unknown;
};

const MODEL = `
[request_definition]
r = sub, obj
[policy_definition]
p = sub, obj
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.obj == p.obj
`;

/** The same rule for two policy engines: every recipient is asked about, and all must be on the list. */
export async function peersOfJudging(require: NodeJS.Require, list: string[], recipients: string[]): Promise<Judge[]> {
  const cedar = require('@cedar-policy/cedar-wasm/nodejs') as Cedar;
  const { newModelFromString, newEnforcer, StringAdapter } = require('casbin') as Casbin;
  const lines = list.map((entry) => `p, agent, ${entry}`).join('\n');
  const enforcer = await newEnforcer(newModelFromString(MODEL), new StringAdapter(lines));
  const policy = 'permit(principal, action == Action::"send", resource) when { context.list.contains(context.to) };';
  const ask = (to: string) =>
    cedar.isAuthorized({
      ...{ principal: { type: 'Agent', id: 'a' }, action: { type: 'Action', id: 'send' } },
      ...{ resource: { type: 'Mail', id: 'm' }, context: { to, list }, entities: [] },
      policies: { staticPolicies: policy },
    });
  const first = ask(recipients[0] ?? '');
  if (first.response?.decision !== 'allow')
    throw new Error(`Cedar judged otherwise: ${JSON.stringify(first).slice(0, 500)}`);
  return [
    { name: 'Cedar (wasm), the list in the request', judge: () => recipients.map(ask) },
    {
      name: 'casbin, a policy line for each entry',
      judge: () => Promise.all(recipients.map((to) => enforcer.enforce('agent', to))),
    },
  ];
}
