import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailStateKey } from '../../../shared/notification/mail-state.ts';
import { readMailState } from '../../../shared/notification/mail-state-table.ts';
import { toldPeople } from '../../support/told-people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

describe('more than one thing waits for a person within five minutes', () => {
  const workspace = useWorkspace();
  let people: ReturnType<typeof toldPeople>;
  let hours = 0;
  beforeAll(() => {
    people = toldPeople(workspace);
  });
  beforeEach(async () => {
    workspace.clock.now = new Date(START.getTime() + ++hours * 60 * MINUTE);
    people.mails.length = 0;
    delete people.service.fails;
    await people.changeSettings('emailContent', false);
  });
  const later = (minutes: number) => {
    workspace.clock.now = new Date(workspace.clock.now.getTime() + minutes * MINUTE);
  };
  const ask = async (agentId?: string) => {
    later(1 / 60);
    const { actionId } = await workspace.ask(
      { to: ['dana@customer.example'], subject: 'Secret plan' },
      agentId ? { agentId } : {},
    );
    await people.asked(actionId);
    return actionId;
  };

  it('sends the first at once, and of the rest one email when the five minutes are over', async () => {
    for (let count = 0; count < 4; count++) await ask();
    expect(people.mails).toHaveLength(1);
    later(4.5);
    expect(await people.sweep()).not.toContain('notices.due.v1');
    later(0.5);
    expect(await people.sweep()).toContain('notices.due.v1');
    expect(people.mails.slice(1)).toMatchObject([
      { subject: '3 approvals wait: Invoice helper (3)', text: expect.stringContaining('Invoice helper: 3') },
    ]);
    expect(people.mails[1]?.text).toContain('https://console.example/#/approvals\n');
    expect(JSON.stringify(people.mails)).not.toMatch(/Secret plan|dana/);
    later(6);
    expect(await people.sweep()).not.toContain('notices.due.v1');
    expect(people.mails).toHaveLength(2);
  });

  it('names what is left alone: of two of which one was decided, the other; of none, nothing', async () => {
    await ask();
    const [one, other] = [await ask(), await ask()];
    await workspace.press('per_miguel', one, 'reject');
    await people.decided(one);
    later(5);
    await people.sweep();
    expect(people.mails[1]?.text).toContain(`/#/approvals/${other}`);
    const third = await ask();
    await workspace.press('per_miguel', third, 'reject');
    await people.decided(third);
    later(6);
    await people.sweep();
    expect(people.mails).toHaveLength(2);
    expect(await readMailState(workspace.tables, 'per_olivia')).not.toHaveProperty('dueAt');
  });

  it('loses nothing when the function dies after it took the right to send', async () => {
    people.service.fails = () => new Error('the function died');
    const actionId = await ask();
    delete people.service.fails;
    later(5);
    await people.sweep();
    expect(people.mails).toMatchObject([{ text: expect.stringContaining(actionId) }]);
  });

  it('says what came while an email was being sent in the next one', async () => {
    let second: Promise<string> | undefined;
    people.service.fails = () => {
      second ??= ask();
      return new Error('slow');
    };
    const first = await ask();
    delete people.service.fails;
    const actionId = await second;
    later(5);
    await people.sweep();
    later(5);
    await people.sweep();
    const said = people.mails.map(({ text }) => text).join();
    expect(said.includes('2 approvals wait') || (said.includes(first) && said.includes(`${actionId}`))).toBe(true);
  });

  it('sends one email where two are about to send it', async () => {
    await ask();
    await ask();
    later(5);
    await Promise.all(Array.from({ length: 5 }, () => people.event('notices.due.v1', { personId: 'per_olivia' })));
    expect(people.mails).toHaveLength(2);
  });

  it('shows content where the workspace wants that, with what hides in it written out', async () => {
    await people.changeSettings('emailContent', true);
    const { actionId } = await workspace.ask({
      ...{ to: ['dana@customer.example'], subject: 'Secret plan' },
      text: 'Pay <b>now</b>\u202E evil',
    });
    await people.asked(actionId);
    expect(people.mails[0]?.text).toMatch(/to: dana@customer\.example\n.*subject: Secret plan/s);
    expect(people.mails[0]?.text).toContain('Pay <b>now</b><U+202E> evil');
    expect(people.mails[0]?.html).toContain('Pay &lt;b&gt;now&lt;/b&gt;&lt;U+202E&gt; evil');
  });

  it('sends nothing to who turned emails off meanwhile, and forgets what was due', async () => {
    await ask();
    await ask();
    await people.changePerson('per_olivia', 'emailNotices', false);
    later(5);
    await people.sweep();
    expect(people.mails).toHaveLength(1);
    expect(await readMailState(workspace.tables, 'per_olivia')).not.toHaveProperty('unsaidSince');
    await people.changePerson('per_olivia', 'emailNotices', true);
    expect(mailStateKey('per_olivia').pk).toBe('MAIL#per_olivia');
  });

  it('reminds of what waits for longer than the workspace wants, again and again, and lets it wait', async () => {
    await people.changeSettings('remindAfterHours', 24);
    const actionId = await ask();
    const day = 24 * 60;
    later(day - 1);
    expect(await people.sweep()).not.toContain('approval.waits.v1');
    later(1);
    expect(await people.sweep()).toContain('approval.waits.v1');
    expect(people.mails.slice(1)).toMatchObject([{ subject: 'Still waiting: Invoice helper asks to send an email' }]);
    expect(await people.bellOf('per_olivia', actionId)).toMatchObject([{ remindedAt: expect.any(String) }]);
    later(3);
    expect(await people.sweep()).not.toContain('approval.waits.v1');
    later(day);
    expect(await people.sweep()).toContain('approval.waits.v1');
    expect(people.mails).toHaveLength(3);
    expect(await workspace.stateOf(actionId)).toBe('pending');
    await workspace.press('per_miguel', actionId, 'reject');
    later(2 * day);
    expect(await people.sweep()).not.toContain('approval.waits.v1');
  });
});
