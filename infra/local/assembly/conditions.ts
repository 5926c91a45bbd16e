import * as z from 'zod';
import { refuseIntrinsic, resolveText } from './intrinsics.ts';
import { refuse, type Site } from './site.ts';

const Node = z.record(z.string(), z.unknown());

/** Works out the template's Conditions, by name. */
export function evaluateConditions(site: Omit<Site, 'conditions' | 'user'>): ReadonlyMap<string, boolean> {
  const names = Object.keys(site.template.Conditions);
  return new Map(
    names.map((name) => [name, holds(name, { ...site, conditions: new Map(), user: `condition ${name}` })]),
  );
}

function holds(name: string, site: Site): boolean {
  const node = site.template.Conditions[name];
  return node === undefined
    ? refuse(site, `uses condition "${name}", which the template does not have.`)
    : evaluate(node, site);
}

function evaluate(node: unknown, site: Site): boolean {
  const [[operator, argument] = ['', undefined]] = Object.entries(Node.parse(node));
  if (operator === 'Condition') return holds(z.string().parse(argument), site);
  const operands = z.array(z.unknown()).parse(argument);
  if (operator === 'Fn::Equals') return resolveText(operands[0], site) === resolveText(operands[1], site);
  if (operator === 'Fn::Not') return !evaluate(operands[0], site);
  if (operator === 'Fn::And') return operands.every((operand) => evaluate(operand, site));
  if (operator === 'Fn::Or') return operands.some((operand) => evaluate(operand, site));
  return refuseIntrinsic(operator, site);
}
