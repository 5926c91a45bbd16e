import * as z from 'zod';
import { toLocalAddress } from './aws-addresses.ts';
import { NO_VALUE } from './pseudo-parameters.ts';
import { getAttribute, ref } from './references.ts';
import { refuse, type Site } from './site.ts';

/** Resolves every intrinsic function inside a value of the template. What it does not know is refused by name. */
function resolve(value: unknown, site: Site): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, site)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const intrinsic = entries.find(([key]) => key.startsWith('Fn::') || (key === 'Ref' && entries.length === 1));
  if (!intrinsic) return resolveEach(value, site);
  const [name, argument] = intrinsic;
  const call = functions.get(name);
  if (!call || entries.length > 1) return refuseIntrinsic(name, site);
  return toLocalAddress(call(argument, site), site);
}

/** Resolves the values of an object that is no intrinsic function itself, such as a resource's properties. */
export function resolveEach(values: object, site: Site): Record<string, unknown> {
  const resolved = Object.entries(values).map(([key, item]) => [key, resolve(item, site)] as const);
  return Object.fromEntries(resolved.filter(([, item]) => item !== NO_VALUE));
}

/** Resolves a value that must be text. */
export function resolveText(value: unknown, site: Site): string {
  return text(resolve(value, site), site);
}

export function refuseIntrinsic(name: string, site: Site): never {
  return refuse(
    site,
    `uses intrinsic "${name}", which the local run does not know. Add it to infra/local/assembly/intrinsics.ts.`,
  );
}

const functions = new Map<string, (argument: unknown, site: Site) => unknown>([
  ['Ref', (argument, site) => ref(z.string().parse(argument), site, resolveText)],
  ['Fn::GetAtt', (argument, site) => getAttribute(...GetAttArguments.parse(argument), site, resolveText)],
  ['Fn::Sub', (argument, site) => sub(...SubArguments.parse(argument), site)],
  ['Fn::Join', (argument, site) => join(...Pair.parse(argument), site)],
  ['Fn::Select', (argument, site) => select(...SelectArguments.parse(argument), site)],
  ['Fn::Split', (argument, site) => split(...Pair.parse(argument), site)],
  ['Fn::If', (argument, site) => choose(...IfArguments.parse(argument), site)],
]);

const Pair = z.tuple([z.string(), z.unknown()]);
const SelectArguments = z.tuple([z.coerce.number(), z.unknown()]);
const IfArguments = z.tuple([z.string(), z.unknown(), z.unknown()]);
const GetAttArguments = z.union([
  z.tuple([z.string(), z.string()]),
  z.string().transform((dotted): [string, string] => splitAtDot(dotted)),
]);
const SubArguments = z.union([
  z.string().transform((template): [string, Record<string, unknown>] => [template, {}]),
  z.tuple([z.string(), z.record(z.string(), z.unknown())]),
]);

function join(separator: string, parts: unknown, site: Site): string {
  return list(parts, site)
    .map((part) => text(part, site))
    .join(separator);
}

function split(separator: string, whole: unknown, site: Site): string[] {
  return resolveText(whole, site).split(separator);
}

function select(index: number, from: unknown, site: Site): unknown {
  const values = list(from, site);
  return index in values ? values[index] : refuse(site, `selects item ${index} of a list of ${values.length}.`);
}

function choose(condition: string, yes: unknown, no: unknown, site: Site): unknown {
  const holds = site.conditions.get(condition);
  if (holds === undefined) return refuse(site, `uses condition "${condition}", which the template does not have.`);
  return resolve(holds ? yes : no, site);
}

function sub(template: string, variables: Record<string, unknown>, site: Site): string {
  return template.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (Object.hasOwn(variables, name)) return resolveText(variables[name], site);
    return name.includes('.') ? getAttribute(...splitAtDot(name), site, resolveText) : resolveText({ Ref: name }, site);
  });
}

function splitAtDot(dotted: string): [string, string] {
  const dot = dotted.indexOf('.');
  return [dotted.slice(0, dot), dotted.slice(dot + 1)];
}

function list(value: unknown, site: Site): unknown[] {
  const resolved = resolve(value, site);
  return Array.isArray(resolved) ? resolved : refuse(site, `needs a list where the template has ${shown(resolved)}.`);
}

function text(value: unknown, site: Site): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return refuse(site, `needs text where the template has ${shown(value)}.`);
}

const shown = (value: unknown) => (value === NO_VALUE ? 'AWS::NoValue' : JSON.stringify(value));
