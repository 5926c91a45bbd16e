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
    const actionId = await world.asked('harm@customer.example', { name: CORPUS, invoice: '<b>1043</b>' });
    const { page, troubles, context } = await world.open('per_olivia');
    const { apiUrl, issuer } = world.system.running;
    const elsewhere: string[] = [];
    context.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (origin !== apiUrl && origin !== new URL(issuer).origin && !request.url().startsWith('data:')) {
        elsewhere.push(request.url());
      }
    });
    await page.goto(`${apiUrl}/#/approvals/${actionId}`);
    const text = page.locator('[data-key=text]');
    await text.waitFor();
    const shown = await text.innerText();
    for (const line of CORPUS.split('\n').slice(0, 5)) expect(shown).toContain(line);
    for (const spelled of ['202E', '202C', '200B', 'AD', 'E0041', '3164', '2800']) {
      expect(shown).toMatch(new RegExp(`⟨U\\+0*${spelled}⟩`));
    }
    expect(await text.locator('.mixed-word').allInnerTexts()).toContain('p\u0430ypal');
    expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(1);
    await page.getByText('What led to it').waitFor();
    expect(elsewhere).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('moves no button: they stand where they stand beside honest content, wide and on a phone', async () => {
    const harmful = await world.asked('move@customer.example', { name: CORPUS });
    const honest = await world.asked('honest@customer.example');
    for (const size of ['wide', 'phone'] as const) {
      const { page } = await world.open('per_olivia', '/', { size });
      const places = [];
      for (const actionId of [honest, harmful]) {
        await page.goto(`${world.system.running.apiUrl}/#/approvals/${actionId}`);
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
    const { page, troubles } = await world.open('per_olivia', `/approvals/${actionId}`);
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

/** What a finger would meet in the middle of a box. */
function isOnTop(
  page: { evaluate: (script: string) => Promise<unknown> },
  box: { x: number; y: number; width: number; height: number } | null,
) {
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  return page.evaluate(`document.elementFromPoint(${x}, ${y})?.closest('button')?.innerText`);
}
