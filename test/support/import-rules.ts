import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export type Source = { path: string; text: string };
export type Import = { from: string; to: string };

/** The project's own modules, as they stand. */
export function readSources(): Source[] {
  const paths = globSync(['functions/**/*.{ts,tsx}', 'shared/**/*.ts', 'infra/**/*.ts']).map((path) =>
    path.replaceAll('\\', '/'),
  );
  return paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** Every import and re-export of a module, types included: paths from the root of the project, or package names. */
export function importsOf({ path, text }: Source): Import[] {
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(
    ([, specifier = '']) => specifier,
  );
  return specifiers.map((specifier) => ({ from: path, to: resolveSpecifier(path, specifier) }));
}

function resolveSpecifier(path: string, specifier: string): string {
  if (specifier.startsWith('#shared/')) return specifier.slice(1);
  return specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
}

/** Rules and table access stand beside each other; these modules are the rules. */
const PURE = [
  /^shared\/guardrail\//,
  /^shared\/ledger\/(ledger|row-parts|fold|authority|evidence|writable-attributes)\.ts$/,
  /^shared\/approval\/(decision|plan-decision|decision-row|decision-refusals|decision-settings)\.ts$/,
  /^shared\/action\/edited-difference\.ts$/,
  /^shared\/action\/(action|capability|content|outcome|email-content|phone-content|voices|http-content|http-headers)\.ts$/,
  /^shared\/action\/(http-target|tool-content|json-schema|strict-json|plain-json)\.ts$/,
  /^shared\/execution\/plan-execution\.ts$/,
  /^shared\/(people\/person|agent\/agent|agent\/approval-settings-of|agent\/rule-model|agent\/conversation|notification\/bell)\.ts$/,
];
const IO = [
  /^@aws-sdk\//,
  /^node:(fs|http|https|net|child_process|worker_threads)/,
  /-table\.ts$/,
  /^shared\/(tables|log|env|query-items)\.ts$/,
];

type Rule = { says: string; broken: (edge: Import) => boolean };

const slice = (path: string) => /^functions\/([^/]+)\//.exec(path)?.[1];
const isPure = (path: string) => PURE.some((pattern) => pattern.test(path));

const RULES: Rule[] = [
  {
    says: 'a folder of functions/ never imports another one; they meet through shared/ and events',
    broken: ({ from, to }) => slice(from) !== undefined && slice(to) !== undefined && slice(from) !== slice(to),
  },
  {
    says: 'shared/ imports neither functions/ nor infra/',
    broken: ({ from, to }) => from.startsWith('shared/') && /^(functions|infra)\//.test(to),
  },
  {
    says: 'functions/ never import infra/: a handler does not know where it runs',
    broken: ({ from, to }) => from.startsWith('functions/') && to.startsWith('infra/'),
  },
  { says: 'no module imports test/', broken: ({ to }) => to.startsWith('test/') },
  {
    says: 'rules do no IO: they import neither tables nor clients',
    broken: ({ from, to }) => isPure(from) && IO.some((pattern) => pattern.test(to)),
  },
];

/** What breaks the rules, one sentence each. */
export function brokenRules(sources: Source[]): string[] {
  const imports = sources
    .flatMap(importsOf)
    .flatMap((edge) =>
      RULES.filter(({ broken }) => broken(edge)).map(({ says }) => `${edge.from} imports ${edge.to}: ${says}`),
    );
  const clocks = sources.filter(({ path, text }) => isPure(path) && /new Date\(\)|Date\.now\(\)/.test(text));
  return [...imports, ...clocks.map(({ path }) => `${path} reads the clock: rules are given the time`)];
}
