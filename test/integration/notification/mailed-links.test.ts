import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markAsRead } from '../../../functions/notification/mark-as-read.ts';
import { replyUnlessSeen, showBell } from '../../../functions/notification/show-bell.ts';
import { stopEmails } from '../../../functions/notification/stop-emails.ts';
import { handler as unsubscribePage } from '../../../functions/notification/unsubscribe-page.ts';
import { requireMember } from '../../../shared/people/person-table.ts';
import { anHttpEvent } from '../../support/builders.ts';
import { copyOf } from '../../support/copy-table.ts';
import { ALL_ROUTES } from '../../support/served-routes.ts';
import { toldPeople } from '../../support/told-people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

describe('what a person is sent and shown', () => {
  const workspace = useWorkspace();
  let people: ReturnType<typeof toldPeople>;
  let hours = 0;
  beforeAll(() => {
    people = toldPeople(workspace);
  });
  beforeEach(() => {
    workspace.clock.now = new Date(START.getTime() + ++hours * 60 * MINUTE);
    people.mails.length = 0;
  });
  const ask = async () => {
    workspace.clock.now = new Date(workspace.clock.now.getTime() + 1_000);
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    await people.asked(actionId);
    return actionId;
  };
  const olivia = () => requireMember(workspace.tables, 'per_olivia');

  describe('the link that stops emails', () => {
    const tokenOf = (header = '') => decodeURIComponent(header.slice(1, -1).split('/').at(-1) ?? '');

    it('stands in every email as mail programs want it: one POST, and a page that asks for a click', async () => {
      await ask();
      const { html = '', text = '' } = people.mails[0] ?? {};
      const headers: Record<string, string> = people.mails[0]?.headers ?? {};
      const url =
        /^<(https:\/\/console\.example\/unsubscribe\/[^>]+)>$/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
      expect(headers).toMatchObject({
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
      });
      expect(text).toContain(url);
      expect(html).toContain(`href="${url}"`);
      const page = await unsubscribePage(
        anHttpEvent({ pathParameters: { token: tokenOf(headers['List-Unsubscribe']) } }) as never,
      );
      expect(page).toMatchObject({ statusCode: 200, body: expect.stringContaining('<form method="post">') });
      expect((await olivia()).emailNotices).toBe(true);
    });

    it('turns emails off by its POST, twice as once; what is not a token of somebody does nothing', async () => {
      await ask();
      const token = tokenOf(people.mails[0]?.headers['List-Unsubscribe']);
      for (const wrong of [
        '',
        'per_olivia',
        'per_olivia.',
        `per_olivia.${'A'.repeat(43)}`,
        token.slice(0, -1),
        `per_ada.${token.split('.')[1]}`,
      ])
        await expect(stopEmails(workspace.tables, wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await olivia()).emailNotices).toBe(true);
      for (let times = 0; times < 2; times++) await stopEmails(workspace.tables, token);
      expect((await olivia()).emailNotices).toBe(false);
      await ask();
      expect(people.mails).toHaveLength(1);
      await people.changePerson('per_olivia', 'emailNotices', true);
    });

    it('and every other one, opened by a program that nobody signed in to, change nothing', async () => {
      await ask();
      const { html = '', text = '', headers = {} } = people.mails[0] ?? {};
      const urls = [
        `${html} ${text} ${headers['List-Unsubscribe']}`.matchAll(/https:\/\/console\.example\/[^\s"<>]*/g),
      ];
      const found = new Set(urls.flatMap((matches) => [...matches].map(([url]) => url)));
      expect(found.size).toBe(2);
      const all = async () => Promise.all(['work', 'ledger'].map((name) => copyOf(workspace.tables.client, name)));
      const before = await all();
      for (const url of found) {
        const { pathname } = new URL(url);
        // What follows a `#` is not sent, so the link to an approval opens the page and no more.
        const [, route] = /^\/(unsubscribe)\/[^/]+$|^\/$/.exec(pathname) ?? ['', 'unknown'];
        expect(['unsubscribe', undefined]).toContain(route);
        for (const method of ['GET', 'HEAD'] as const) {
          const token = tokenOf(headers['List-Unsubscribe']);
          const event = anHttpEvent({ routeKey: `${method} /unsubscribe/{token}`, pathParameters: { token } });
          if (route) expect([200, 404]).toContain((await unsubscribePage(event as never)).statusCode);
        }
      }
      expect(await all()).toEqual(before);
      // API Gateway passes on a method that a route names: none takes HEAD, or any method.
      expect(ALL_ROUTES.filter(([key]) => !/^(GET|POST|PUT|DELETE) /.test(key))).toEqual([]);
    });

    it('and the approval are all that an email links to; nothing in it is loaded from elsewhere', async () => {
      const actionId = await ask();
      const { html = '', text = '' } = people.mails[0] ?? {};
      const links = [...`${html} ${text}`.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([url]) => url);
      const allowed = [
        `https://console.example/#/approvals/${actionId}`,
        'https://console.example/unsubscribe/',
        'http://www.w3.org/1999/xhtml',
      ];
      expect(links.filter((url) => !allowed.some((start) => url.startsWith(start)))).toEqual([]);
      expect(html).not.toMatch(/<(img|script|link|iframe|form)\b|@import|url\(/);
    });
  });

  describe('a bell that is asked every other second', () => {
    const bell = async (ifNoneMatch?: string) =>
      replyUnlessSeen(
        anHttpEvent({ headers: ifNoneMatch ? { 'if-none-match': ifNoneMatch } : {} }) as never,
        await showBell(workspace.tables, await olivia()),
      );
    const shown = async () => JSON.parse((await bell()).body ?? '{}');

    it('says nothing where nothing changed, and who decided as soon as somebody else did', async () => {
      const actionId = await ask();
      const first = await bell();
      const etag = String(first.headers?.etag);
      expect(await bell(etag)).toMatchObject({ statusCode: 304 });
      expect(await bell(etag)).not.toHaveProperty('body');
      await workspace.press('per_miguel', actionId, 'reject');
      await people.decided(actionId);
      const next = await bell(etag);
      expect(next.statusCode).toBe(200);
      const [entry] = JSON.parse(next.body ?? '').items;
      expect(entry).toMatchObject({
        actionId,
        unread: false,
        resolved: { verdict: 'reject', decidedBy: 'Miguel Editor' },
      });
    });

    it('counts what is not read: one is read, then all; a new one is not; what waits goes on waiting', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 3; count++) ids.push(await ask());
      const before = await shown();
      const { waiting, items } = before;
      expect(before.unread).toBe(waiting);
      const id = items.find(({ actionId }: { actionId: string }) => actionId === ids[0]).id;
      const deps = { tables: workspace.tables, now: workspace.now };
      expect(await markAsRead(deps, 'per_olivia', { ids: [id] })).toMatchObject({ unread: waiting - 1, waiting });
      expect(await markAsRead(deps, 'per_olivia', { ids: [id, '2026-01-01T00:00:00.000Z#act_none#1'] })).toMatchObject({
        unread: waiting - 1,
      });
      expect(await markAsRead(deps, 'per_olivia', { all: true })).toMatchObject({ unread: 0, waiting });
      expect((await shown()).items.filter(({ unread }: { unread: boolean }) => unread)).toEqual([]);
      await ask();
      expect(await shown()).toMatchObject({ unread: 1, waiting: waiting + 1 });
    });
  });
});
