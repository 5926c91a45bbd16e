import { writeFileSync } from 'node:fs';
import { allRoutes } from '#shared/routes/all-routes.ts';
import { ACCESS, type Access, isForPeople, type Route } from '#shared/routes/route.ts';
import { ANSWERS, CALLERS, type CallerKind } from './access-answers.ts';

export const ACCESS_DOC = 'docs/access.md';

/** `docs/access.md`, printed from the table of routes. */
export function accessDoc(): string {
  return [
    '# Who may call what',
    '',
    'Printed by `npm run docs` from `shared/routes/`, where each route has its rule; `serveRoutes` enforces it, and',
    '`test/integration/people/access.test.ts` calls every route as every kind of caller. What levels and roles mean:',
    '[people.md](people.md).',
    '',
    '## Rules',
    '',
    table(
      ['Rule', 'Who'],
      accesses().map((access) => [`\`${access}\``, ACCESS[access]]),
    ),
    '',
    '## Routes',
    '',
    'Who changes something also needs the scope `countersign/approvals.decide` in the access token: "scope".',
    '',
    table(['Route', 'What it does', 'Rule', ''], Object.entries(allRoutes).map(routeRow)),
    '',
    '## What each caller is answered',
    '',
    '✓: let in; what a body or the state of things refuses comes after that. 404 is the answer for what does not exist, too.',
    '',
    table(['Caller', ...accesses().map((access) => `\`${access}\``)], kinds().map(callerRow)),
    '',
  ].join('\n');
}

const accesses = () => Object.keys(ACCESS) as Access[];
const kinds = () => Object.keys(CALLERS) as CallerKind[];

function routeRow([key, route]: [string, Route]): string[] {
  const isScoped = isForPeople(route) && !key.startsWith('GET ');
  return [`\`${key}\``, route.summary, `\`${route.access}\``, isScoped ? 'scope' : ''];
}

function callerRow(kind: CallerKind): string[] {
  const answers = accesses().map((access) => ANSWERS[access][kind]);
  return [CALLERS[kind], ...answers.map((answer) => (answer === 'yes' ? '✓' : String(answer)))];
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

if (import.meta.main) writeFileSync(ACCESS_DOC, accessDoc());
