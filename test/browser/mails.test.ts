import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDigest, writeNotice } from '../../functions/notification/mail-text.ts';
import { openBrowser } from '../support/browser.ts';
import { aBellEntry, anAction, aPerson } from '../support/builders.ts';

const ABOUT = {
  person: aPerson({ name: 'Pia Person' }),
  state: { kind: 'mail' as const, personId: 'per_1', token: 'A'.repeat(43), queued: 1 },
  ...{ consoleUrl: 'https://console.example', showsContent: true, now: new Date(0) },
};
const MAILS = {
  notice: writeNotice({ ...ABOUT, showsContent: false }, anAction(), aBellEntry()),
  content: writeNotice(ABOUT, anAction(), aBellEntry({ insteadOf: 'Olivia Owner' })),
  digest: writeDigest(ABOUT, [
    ...Array.from({ length: 4 }, () => aBellEntry()),
    aBellEntry({
      agentId: 'agt_2',
      agentName: 'An agent whose name is as long as a name of an agent may be, and goes on',
    }),
  ]),
};
const WIDTHS = { wide: 900, phone: 340 };
/** Pictures for people to look at; CI keeps them. */
const PICTURES = 'node_modules/.cache/countersign/mails';

/** Contrast of each text with what it stands on (WCAG 2: 4.5 to 1 at least), and what sticks out at the side. */
const LOOK = `(() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = rgb(getComputedStyle(at).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && element.getClientRects().length > 0);
  return {
    texts: texts.length,
    pale: texts.flatMap((element) => {
      const [one, other] = [light(rgb(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
      const contrast = (one + 0.05) / (other + 0.05);
      return contrast < 4.5 ? [element.textContent.trim().slice(0, 40) + ': ' + contrast.toFixed(1)] : [];
    }),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    small: [...document.querySelectorAll('.button a')].filter((a) => a.getBoundingClientRect().height < 44).length,
    ground: light(ground(document.querySelector('h1'))) < 0.2 ? 'dark' : 'light',
    headings: document.querySelectorAll('h1').length,
    tables: [...document.querySelectorAll('table:not(.rows)')].filter((table) => table.getAttribute('role') !== 'presentation').length,
  };
})()`;

describe.each(Object.entries(MAILS))('the email "%s" in a real browser', (name, { html }) => {
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    ['light', 'wide'],
    ['dark', 'wide'],
    ['light', 'phone'],
    ['dark', 'phone'],
  ] as const)('is readable where it is %s and %s, and asks for nothing from elsewhere', async (scheme, width) => {
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width: WIDTHS[width], height: 700 } });
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.setContent(html);
    await page.screenshot({ path: `${PICTURES}/${name}-${scheme}-${width}.png`, fullPage: true });
    const { texts, ...seen } = (await page.evaluate(LOOK)) as Record<string, unknown>;
    expect(texts).toBeGreaterThan(4);
    expect(seen).toEqual({ pale: [], overflow: 0, small: 0, ground: scheme, headings: 1, tables: 0 });
    expect(asked).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.close();
  });
});
