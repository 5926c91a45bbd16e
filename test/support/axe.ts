import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** What axe finds, one line each. It is run by the browser's debugger, which the page's CSP does not hold back. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Once for a document, whatever it shows meanwhile.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const script = `axe.run(document, ${JSON.stringify(RULES)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`;
  return (await page.evaluate(script)) as string[];
}
