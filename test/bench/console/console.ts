import { gzipSync } from 'node:zlib';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Browser, Page, Response } from 'playwright-core';
import { openDatabase } from '../../../infra/local/dynamodb/create-tables.ts';
import { loadPending, pendingAction } from '../../budget/load-pending.ts';
import { openBrowser, openConsole, signInAs } from '../../support/browser.ts';
import { type OwnStack, startOwnStack } from '../../support/own-stack.ts';
import type { Section } from '../section.ts';
import { summarise } from '../statistics.ts';
import { number, spread, table } from '../table.ts';

type Seen = {
  rows: number;
  firstList: number[];
  reload: number[];
  interactive: number[];
  card: number[];
  decided: number[];
  live: number[];
  script: number;
  shifted: number;
};

/**
 * On the page's own clock, from the navigation that loaded it: when the first row stood there, or the last task over 50 ms that
 * had begun before ended, whichever is later. From then on a press is answered at once.
 */
const MEASURE_INTERACTIVE = `window.busy = []; window.firstRow = 0;
  new PerformanceObserver((list) => window.busy.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('a[href*="#/approvals/act_"]')) return;
    window.firstRow = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });`;
const INTERACTIVE = `Math.max(window.firstRow, ...window.busy.filter(({ startTime }) => startTime <= window.firstRow)
  .map(({ startTime, duration }) => startTime + duration))`;

/** The console in a real browser: what it loads, and how long until a person sees the list, a card, and it decided. */
export const consoleInBrowser: Section = async ({ rounds, quick }) => {
  const [system, browser] = await Promise.all([startOwnStack(), openBrowser()]);
  try {
    const seen: Seen[] = [];
    let loaded = 0;
    for (const count of quick ? [10, 100] : [10, 10_000]) {
      await load(system, loaded, count);
      loaded = count;
      const times = { firstList: [], reload: [], interactive: [], card: [], decided: [], live: [] };
      const one: Seen = { rows: count, ...times, script: 0, shifted: 0 };
      for (let round = 0; round < rounds; round++) await walk(browser, system, one, count - 1 - round);
      seen.push(one);
    }
    const rowOf = ({ rows, script, shifted, firstList, reload, interactive, card, decided, live }: Seen) => [
      ...[rows.toLocaleString('en'), number(script / 1_024)],
      ...[firstList, reload, interactive, card, decided, live].map((some) => spread(summarise(some))),
      number(shifted),
    ];
    const head = [
      'Rows behind it',
      'Script, KB compressed',
      'Signed in → list, ms',
      'List again, ms',
      'Page → interactive, ms',
      'Row → card, ms',
      'Approve → decided, ms',
      'Approve → shown in another tab, ms',
      'Layout shift, at most',
    ];
    return { numbers: seen, tables: { console: table(head, seen.map(rowOf)) } };
  } finally {
    await browser.close();
    await system.close();
  }
};

/** Stores what waits past the gate, in the table of the running system. */
async function load(system: OwnStack, from: number, to: number): Promise<void> {
  const raw = openDatabase(system.running.database);
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const { TableNames = [] } = await raw.send(new (await import('@aws-sdk/client-dynamodb')).ListTablesCommand({}));
  const work = TableNames.find((name) => /work/i.test(name)) ?? '';
  await loadPending({ client, work, ledger: '' }, from, to);
  raw.destroy();
}

/** A person who opens the console, sees the list, opens a card, approves it, and is told that it is decided. */
async function walk(browser: Browser, system: OwnStack, seen: Seen, n: number): Promise<void> {
  const { apiUrl } = system.running;
  const { actionId } = pendingAction(n);
  const scripts: Promise<number>[] = [];
  const { context, page } = await openConsole(browser, system.running, {}, async (opened) => {
    await opened.addInitScript({ content: MEASURE_INTERACTIVE });
    opened.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(compressed(response));
    });
  });
  const timed = async (into: number[], act: () => Promise<unknown>) => {
    const since = performance.now();
    await act();
    into.push(performance.now() - since);
  };
  const rows = page.locator('a[href*="#/approvals/act_"]');
  await timed(seen.firstList, async () => {
    await signInAs(page, 'per_olivia');
    await rows.first().waitFor();
  });
  const loaded = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
  seen.script = Math.max(seen.script, loaded);
  await timed(seen.reload, async () => {
    await page.reload();
    await rows.first().waitFor();
  });
  await moved(page, seen);
  seen.interactive.push(Number(await page.evaluate(INTERACTIVE)));
  const approve = page.getByRole('button', { name: 'Approve', exact: true });
  await timed(seen.card, async () => {
    await page.goto(`${apiUrl}/#/approvals/${actionId}`);
    await approve.waitFor();
  });
  await moved(page, seen);
  const other = await context.newPage();
  await other.goto(`${apiUrl}/#/approvals/${actionId}`);
  await other.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  const since = performance.now();
  const shown = other.getByText('Approved by Olivia Owner.').waitFor();
  await timed(seen.decided, async () => {
    const answered = page.waitForResponse((response) => response.url().endsWith('/decision') && response.ok());
    await approve.click();
    await answered;
    await approve.waitFor({ state: 'detached' }).catch(() => undefined);
  });
  await shown;
  seen.live.push(performance.now() - since);
  await context.close();
}

/** Keeps the most that anything on a page moved by itself since it was loaded. */
async function moved(page: Page, seen: Seen): Promise<void> {
  seen.shifted = Math.max(seen.shifted, Number(await page.evaluate('window.shifted')));
}

/** Bytes of a script as it travels from a server that compresses; 0 of what was no answer. */
async function compressed(response: Response): Promise<number> {
  return gzipSync(await response.body().catch(() => Buffer.alloc(0))).length;
}
