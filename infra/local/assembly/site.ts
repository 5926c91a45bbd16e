import type { RuntimeAddresses } from './attributes.ts';
import type { NO_VALUE } from './pseudo-parameters.ts';
import type { Template } from './template.ts';

/** Where in a template a value stands, and what its intrinsic functions may refer to. */
export type Site = {
  template: Template;
  pseudo: ReadonlyMap<string, string | typeof NO_VALUE>;
  conditions: ReadonlyMap<string, boolean>;
  addresses: RuntimeAddresses;
  /** Named in refusals: `resource Bell (AWS::Lambda::Function)`. */
  user: string;
};

export const nameOf = (id: string, type: string) => `resource ${id} (${type})`;

/** Says in one sentence what the template asks and the local run cannot do. */
export function refuse(site: Pick<Site, 'user'>, sentence: string): never {
  throw new Error(`Stack ${site.user} ${sentence}`);
}
