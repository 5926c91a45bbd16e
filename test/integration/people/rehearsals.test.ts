import { describe, expect, it } from 'vitest';
import { replayActions } from '../../../functions/workspace/replay-actions.ts';
import { suggestEntries } from '../../../functions/workspace/suggest-entries.ts';
import { tryAction } from '../../../functions/workspace/try-action.ts';
import { NOTHING_SWITCHED } from '../../../shared/guardrail/inherit.ts';
import { anEmail } from '../../support/builders.ts';
import { agentOf } from '../../support/members.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const FREE = { enabled: true, guardrail: { restrict: false, askAlways: false } };
const listing = (...allowList: string[]) => ({
  enabled: true,
  guardrail: { restrict: true, allowList, inside: 'allow', outside: 'ask' },
});

describe('settings that are tried before they are saved', () => {
  const workspace = useWorkspace();
  const agent = () => agentOf(workspace.tables, 'agt_invoice');
  const decided = async (to: string, verdict: 'approve' | 'reject') => {
    const { actionId } = await workspace.ask({ to: [to], subject: `${verdict} ${to}` });
    await workspace.press('per_olivia', actionId, verdict);
    workspace.clock.now = new Date(workspace.clock.now.getTime() + 1_000);
    return actionId;
  };
  const replayed = async (settings: Record<string, unknown>, last = 100) => {
    workspace.clock.now = new Date(START.getTime() + 3_600_000);
    return replayActions(workspace, await agent(), NOTHING_SWITCHED, 'send_email', { settings, last });
  };

  it('say recipient by recipient what would happen, and why', async () => {
    const action = anEmail({ to: ['dana@acme.example'], bcc: ['eve@evil.example'] });
    const tried = await tryAction(workspace, await agent(), NOTHING_SWITCHED, 'send_email', { action, tainted: false });
    expect(tried).toMatchObject({
      ...{ verdict: 'ask', rule: 'outside_list' },
      says: 'A person would be asked first. The reason: it is not on the allow-list.',
    });
    expect(tried.reasons.map(({ says }) => says)).toEqual([
      'dana@acme.example (to) is allowed: it is on the allow-list.',
      'eve@evil.example (bcc) is asked about: it is not on the allow-list.',
    ]);
  });

  it('count and store nothing by a try', async () => {
    const settings = { ...FREE, limits: { perDay: 1, beyond: 'block' } };
    for (let times = 0; times < 3; times++) {
      const asked = { action: anEmail(), settings, tainted: false };
      const tried = await tryAction(workspace, await agent(), NOTHING_SWITCHED, 'send_email', asked);
      const notes = ['Used today: 0 of 1; this would be number 1.', expect.stringContaining('1 a day')];
      expect(tried).toMatchObject({ verdict: 'allow', notes });
    }
    expect(await replayed(FREE)).toMatchObject({ judged: 0 });
  });

  it('are suggested only where people always said yes, and often', async () => {
    for (let times = 0; times < 6; times++)
      for (const who of ['ann', 'bo']) await decided(`${who}@partner.example`, 'approve');
    for (let times = 0; times < 10; times++) await decided('carl@gmail.com', 'approve');
    for (let times = 0; times < 10; times++) await decided(`p${times}@mixed.example`, 'approve');
    await decided('q@mixed.example', 'reject');
    const suggestions = await suggestEntries(workspace, await agent(), NOTHING_SWITCHED);
    expect(suggestions.map(({ entry }) => entry).sort()).toEqual(['carl@gmail.com', 'partner.example']);
    expect(suggestions.find(({ entry }) => entry === 'partner.example')).toMatchObject({
      says: 'You approved 12 of 12 emails to @partner.example in 30 days.',
      settings: { guardrail: { restrict: true, allowList: expect.arrayContaining(['partner.example']) } },
    });
  });

  it('show first what they would allow although a person said no', async () => {
    const { counts, contradictions, actions } = await replayed(FREE);
    expect({ counts, contradictions }).toEqual({ counts: { allow: 33, ask: 0, block: 0 }, contradictions: 1 });
    expect(actions[0]).toMatchObject({ person: 'rejected', verdict: 'allow', was: 'ask', contradicts: true });
    expect(await replayed(listing('partner.example'))).toMatchObject({
      counts: { allow: 12, ask: 21 },
      contradictions: 0,
    });
  });

  it('count their limits among the actions that are replayed', async () => {
    const settings = { ...FREE, limits: { perDay: 5, beyond: 'block' } };
    expect(await replayed(settings, 20)).toMatchObject({ judged: 20, counts: { allow: 5, block: 15 } });
  });

  it('say how much of each limit is used, and what would happen where nothing is left', async () => {
    workspace.clock.now = new Date(START.getTime() + 72 * 3_600_000);
    await workspace.settle({ limits: { perHour: 5, perRecipientPerDay: 2, timeZone: 'UTC', beyond: 'block' } });
    for (let times = 0; times < 2; times++) await workspace.ask({ to: ['ann@acme.example'] });
    const tried = async (to: string, at?: string) =>
      tryAction(workspace, await agent(), NOTHING_SWITCHED, 'send_email', {
        ...{ action: anEmail({ to: [to] }), tainted: false, at },
      });
    expect(await tried('ann@acme.example')).toMatchObject({
      ...{ verdict: 'block', rule: 'limit_per_recipient' },
      notes: [
        'Used today to ann@acme.example: 2 of 2; none is left.',
        'Used this hour: 2 of 5; this would be number 3.',
        expect.stringContaining('5 an hour'),
      ],
    });
    expect(await tried('bo@acme.example')).toMatchObject({ verdict: 'allow' });
    expect(await tried('ann@acme.example', '2026-11-28T12:00:00.000Z')).toMatchObject({ verdict: 'allow' });
  });
});
