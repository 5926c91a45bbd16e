import { attributesByType } from './attributes.ts';
import type { NO_VALUE } from './pseudo-parameters.ts';
import { nameOf, refuse, type Site } from './site.ts';

/** Resolves a value of the template to text; handed in, since an attribute is read from properties that refer to others. */
type ToText = (value: unknown, site: Site) => string;

/** An attribute of a resource, `Ref` included; undefined where its type has no such attribute. */
export function readAttribute(id: string, attribute: string, site: Site, toText: ToText): string | undefined {
  const resource = site.template.Resources[id];
  const read = resource && attributesByType[resource.Type]?.[attribute];
  if (!read) return undefined;
  const here = { ...site, user: nameOf(id, resource.Type) };
  const text = (property: string) => {
    const value = resource.Properties[property];
    return value === undefined ? undefined : toText(value, here);
  };
  return read({ id, text, addresses: site.addresses });
}

/** `Fn::GetAtt`: what the table does not know is refused by name. */
export function getAttribute(id: string, attribute: string, site: Site, toText: ToText): string {
  const value = readAttribute(id, attribute, site, toText);
  if (value !== undefined) return value;
  const type = site.template.Resources[id]?.Type;
  if (!type) return refuse(site, `refers to "${id}", which the template does not have.`);
  const of = site.user === nameOf(id, type) ? '' : ` of ${id} (${type})`;
  return refuse(
    site,
    `uses attribute "${attribute}"${of}, which the local run does not know. Add it to infra/local/assembly/attributes.ts.`,
  );
}

/** `Ref`: a pseudo-parameter, a parameter's default, or a resource. */
export function ref(name: string, site: Site, toText: ToText): unknown | typeof NO_VALUE {
  if (site.pseudo.has(name)) return site.pseudo.get(name);
  const parameter = site.template.Parameters[name];
  if (!parameter) return getAttribute(name, 'Ref', site, toText);
  if (parameter.Default !== undefined && !parameter.Type.startsWith('AWS::SSM::')) return parameter.Default;
  return refuse(site, `uses parameter "${name}", whose value is not in the template. Give it a plain default.`);
}
