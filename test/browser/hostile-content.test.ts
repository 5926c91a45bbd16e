import type { BrowserContext } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

const CORPUS = [
  '<script>reportTrouble("script ran")</script>',
  '<img src=x onerror=reportTrouble("onerror-ran")><img src="https://evil.example/pixel">',
  '<style>*{display:none}</style><div style="position:fixed;inset:0;z-index:9999">Approve</div>',
  '</textarea></pre></dd><button>Approve</button><iframe srcdoc="<script>parent.reportTrouble(1)</script>"></iframe>',
  '<link rel=preload href=https://evil.example/a><meta http-equiv=refresh content="0;url=https://evil.example/">',
  '\u202Egro.live@ecilA\u202C zero\u200Bwidth soft\u00ADhyphen tag\u{E0041} filler\u3164\u2800',
  'p\u0430ypal and \u0410\u0440\u0440le',
  'javascript:reportTrouble(1) {{constructor.constructor("reportTrouble(1)")()}}',
].join('\n');

describe('content that means harm', () => {
  it('runs nothing, asks for nothing elsewhere, and is shown to the last character', async () => {
    const content = { to: ['harm@customer.example'], subject: '<b>1043</b>', text: CORPUS };
    const reason = CORPUS.split('\n').slice(0, 3).join('\n');
    const actionId = await world.ask('send_email', content, { reason });
    const { page, troubles, context } = await world.open(world.people.olivia);
    const elsewhere = requestsElsewhere(context);
    await page.goto(`${world.running.apiUrl}/#/approvals/${actionId}`);
    const text = page.locator('[data-key=text]');
    await text.waitFor();
    const shown = await text.innerText();
    for (const line of CORPUS.split('\n').slice(0, 5)) expect(shown).toContain(line);
    for (const spelled of ['202E', '202C', '200B', 'AD', 'E0041', '3164', '2800']) {
      expect(shown).toMatch(new RegExp(`⟨U\\+0*${spelled}⟩`));
    }
    expect(await text.locator('.mixed-word').allInnerTexts()).toContain('p\u0430ypal');
    expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(1);
    // What the agent says of it stands apart, and is as harmless.
    const words = page.getByRole('region', { name: 'What led to it' });
    await words.getByText('Not verified.').waitFor();
    expect(await words.innerText()).toContain('<script>reportTrouble("script ran")</script>');
    expect(await page.title()).not.toContain('script');
    expect(elsewhere).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('does nothing in the preview of its HTML either, and hides nothing there', async () => {
    const html = `<body onload=reportTrouble(1)><h1>Hello</h1>${CORPUS}<p style="display:none">hidden words</p>
      <a href="https://evil.example/login">https://acme.example/login</a><form action=https://evil.example><input></form>`;
    const actionId = await world.ask('send_email', { to: ['html@customer.example'], subject: 'Hi', text: 'Hi', html });
    const { page, troubles, context } = await world.open(world.people.olivia);
    const elsewhere = requestsElsewhere(context);
    await page.goto(`${world.running.apiUrl}/#/approvals/${actionId}`);
    await page.getByText('Show a preview').click();
    const frame = page.frameLocator('iframe.html-preview');
    await frame.getByRole('heading', { name: 'Hello' }).waitFor();
    expect(await frame.locator('body').innerText()).toContain('hidden words');
    expect(await frame.locator('body').innerText()).toContain('https://evil.example/login');
    expect(await frame.locator('script, [src], iframe, style, link, meta[http-equiv=refresh], form').count()).toBe(0);
    expect(elsewhere).toEqual([]);
    // That its styles were refused is said by the browser where they are read, before they are left out.
    expect(troubles.filter((says) => !/style-src|inline style/.test(says))).toEqual([]);
  });

  it('shows a recipient and a host that imitate others as what they are', async () => {
    const mail = await world.ask('send_email', { to: ['bo@\u0430cme.example'], subject: 'Hi', text: 'Hi' });
    const url = 'https://\u0430cme.example/refunds';
    const request = await world.ask('http_request', { method: 'POST', url, json: { order: 'A1' } });
    const { page } = await world.open(world.people.olivia, `/approvals/${mail}`, { size: 'phone' });
    await page.locator('[data-key=to]').getByText('bo@xn--cme-5cd.example').waitFor();
    await page.getByText('may imitate another one').waitFor();
    expect(await page.locator('.target').innerText()).toBe('To bo@xn--cme-5cd.example');
    await page.goto(`${world.running.apiUrl}/#/approvals/${request}`);
    await page.locator('[data-key=url]').getByText('xn--cme-5cd.example').first().waitFor();
    expect(await page.locator('.target').innerText()).toBe('POST xn--cme-5cd.example');
  });

  it('moves no button: they stand where they stand beside honest content, wide and on a phone', async () => {
    const harmful = await world.asked('move@customer.example', { name: CORPUS });
    const honest = await world.asked('honest@customer.example');
    for (const size of ['wide', 'phone'] as const) {
      const { page } = await world.open(world.people.olivia, '/', { size });
      const places = [];
      for (const actionId of [honest, harmful]) {
        await page.goto(`${world.running.apiUrl}/#/approvals/${actionId}`);
        const button = page.getByRole('button', { name: 'Approve', exact: true });
        await page.locator('[data-key=text]').waitFor();
        const box = await button.boundingBox();
        // Whether a heading takes one line or two may move what stands beside the content, and nothing else may.
        places.push({ x: box?.x, width: box?.width, ...(size === 'phone' ? { y: box?.y } : {}) });
        expect(await isOnTop(page, box)).toBe('Approve');
      }
      expect(places[1]).toEqual(places[0]);
    }
  });

  it('of 5,000 lines is read to its end before it can be approved, with its recipient in view all along', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index + 1}`).join('\n');
    const actionId = await world.asked('long@customer.example', { name: lines });
    const { page, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`);
    const approve = page.getByRole('button', { name: 'Approve', exact: true });
    await page.getByText('Read to the end of the content to approve.').waitFor();
    expect(await approve.isDisabled()).toBe(true);
    await page.locator('.content-end').scrollIntoViewIfNeeded();
    await page.getByText('Read to the end of the content to approve.').waitFor({ state: 'detached' });
    expect(await approve.isDisabled()).toBe(false);
    const target = page.locator('.target');
    expect(await target.innerText()).toBe('To long@customer.example');
    expect((await target.boundingBox())?.y).toBeLessThan(800);
    expect(troubles).toEqual([]);
  });
});

/** Whatever the browser asks of anybody but the system itself. */
function requestsElsewhere(context: BrowserContext): string[] {
  const { apiUrl, issuer } = world.running;
  const elsewhere: string[] = [];
  context.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== apiUrl && origin !== new URL(issuer).origin && !request.url().startsWith('data:')) {
      elsewhere.push(request.url());
    }
  });
  return elsewhere;
}

/** What a finger would meet in the middle of a box. */
function isOnTop(
  page: { evaluate: (script: string) => Promise<unknown> },
  box: { x: number; y: number; width: number; height: number } | null,
) {
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  return page.evaluate(`document.elementFromPoint(${x}, ${y})?.closest('button')?.innerText`);
}
