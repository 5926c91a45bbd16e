import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bundlePage } from '../../infra/bundle-page.ts';

/** Kilobytes of script, compressed, until the list of approvals stands there. */
const FIRST_LOAD = 250;
/** Kilobytes more that opening any other page may take. */
const ANOTHER_PAGE = 60;

/** What a script needs before it runs, by the names in its `import` statements; what it loads later is not among it. */
function neededBy(name: string, scripts: Map<string, string>, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const code = scripts.get(name) ?? '';
  for (const [, imported = ''] of code.matchAll(/(?:from|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
    neededBy(imported, scripts, found);
  return found;
}

const kilobytes = (names: Iterable<string>, scripts: Map<string, string>) =>
  [...names].reduce((sum, name) => sum + gzipSync(scripts.get(name) ?? '').length, 0) / 1024;

it('the first view takes little script, and every other page little more', async () => {
  const files = await bundlePage(process.cwd());
  const isScript = ({ name }: { name: string }) => name.endsWith('.js');
  const scripts = new Map(files.filter(isScript).map(({ name, contents }) => [name, String(contents)]));
  const list = [...scripts.keys()].find((name) => name.startsWith('approvals-page-'));
  expect(list, 'the page of approvals is a script of its own').toBeDefined();
  const first = neededBy(list ?? '', scripts, neededBy('main.js', scripts));
  const pages = [...scripts.keys()].filter((name) => name.includes('-page-'));
  const sizes = pages.map((page) => {
    const more = [...neededBy(page, scripts)].filter((name) => !first.has(name));
    return { page, kilobytes: Math.round(kilobytes(more, scripts)) };
  });
  const whole = Math.round(kilobytes(first, scripts));
  process.stdout.write(
    `${whole} KB of ${FIRST_LOAD} first; then ${sizes.map((one) => `${one.page} ${one.kilobytes}`).join(', ')}\n`,
  );
  expect(whole).toBeLessThan(FIRST_LOAD);
  expect(whole, 'main.js and what it imports were found').toBeGreaterThan(50);
  expect(sizes.filter((one) => one.kilobytes > ANOTHER_PAGE)).toEqual([]);
});
