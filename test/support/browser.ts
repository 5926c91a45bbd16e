import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserServer, chromium, type Page } from 'playwright-core';
import type { Running } from '../../infra/local/running.ts';

const CACHE = resolve('node_modules/.cache/countersign');

/** `--no-sandbox`: containers give a browser no namespaces. Nothing that weakens what pages may do. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** Of one context, which looks different then without being loaded anew. */
export async function lookAt(page: Page, size: keyof typeof SIZES, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia({ colorScheme });
  // Colours glide from one look to the other: what is in between is no look of it.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.evaluate('for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()');
}

export type Look = { size?: keyof typeof SIZES; scheme?: 'light' | 'dark'; bypassCsp?: boolean };

/** How far what stood on a page moved by itself, as the browser measures it (CLS). */
const MEASURE_SHIFTS = `window.shifted = 0; new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
}).observe({ type: 'layout-shift', buffered: true });`;

const REPORT_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  reportTrouble('CSP: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))`;

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: ARGS });
}

/** One that several processes share, each with contexts of its own. */
export async function serveBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath: await executable(), args: ARGS, host: '127.0.0.1' });
}

export function joinBrowser(at: string): Promise<Browser> {
  return chromium.connect(at);
}

/** A browser of a person's own, at the console's first page. What goes wrong in it is in `troubles`. */
export async function openConsole(
  browser: Browser,
  { apiUrl }: Pick<Running, 'apiUrl'>,
  look: Look = {},
  prepare: (context: BrowserContext) => Promise<void> = async () => undefined,
) {
  const { size = 'wide', scheme = 'light', bypassCsp: bypassCSP = false } = look;
  const isPhone = size === 'phone';
  const context = await browser.newContext({
    ...{ viewport: SIZES[size], colorScheme: scheme, bypassCSP, hasTouch: isPhone, isMobile: isPhone },
    reducedMotion: 'reduce',
  });
  // As for tests: a busy machine may take a minute for what takes a moment elsewhere.
  context.setDefaultTimeout(60_000);
  await prepare(context);
  const page = await context.newPage();
  const troubles = await watch(context, page);
  await page.goto(`${apiUrl}/`);
  return { context, page, troubles };
}

/** Presses that person's button on the local sign-in page; as if that had been some minutes ago, where it is said. */
export async function signInAs(page: Page, personId: string, { minutesAgo = 0 } = {}): Promise<void> {
  if (minutesAgo > 0) {
    await page.locator('button[name=personId]').first().waitFor();
    await page.evaluate(`document.querySelector('form').append(Object.assign(document.createElement('input'),
      { type: 'hidden', name: 'minutesAgo', value: '${minutesAgo}' }))`);
  }
  await page.locator(`button[name=personId][value="${personId}"]`).click();
  await page.locator('nav.side').waitFor();
}

/** Whatever a page of ours must not do: throw, break its CSP, or ask for something elsewhere. */
async function watch(context: BrowserContext, page: Page): Promise<string[]> {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own line on an answer like 409: that is a case of the page, not a trouble.
    const isAnswer = /^Failed to load resource: the server responded/.test(message.text());
    if (message.type() === 'error' && !isAnswer) troubles.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await context.exposeBinding('reportTrouble', (_source, says: string) => void troubles.push(says));
  await context.addInitScript({ content: REPORT_VIOLATIONS });
  await context.addInitScript({ content: MEASURE_SHIFTS });
  return troubles;
}

/** Unpacked once for all test files: into a directory of its own that then takes its place in one step. */
async function executable(): Promise<string> {
  const place = join(CACHE, 'chromium');
  if (!existsSync(place)) {
    mkdirSync(CACHE, { recursive: true });
    const scratch = mkdtempSync(join(CACHE, 'unpacking-'));
    const { TMPDIR } = process.env;
    process.env.TMPDIR = scratch;
    await sparticuz.executablePath();
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    try {
      renameSync(scratch, place);
    } catch {
      rmSync(scratch, { recursive: true }); // Another test file was faster.
    }
  }
  return join(place, 'chromium');
}

/** Presses the button of exactly that name. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}
