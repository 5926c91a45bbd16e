import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notifyOwners } from '../../../functions/notification/notify-owners.ts';
import { NOBODY } from '../../../shared/notification/bell.ts';
import { countWaiting } from '../../../shared/notification/bell-list.ts';
import { readNotified } from '../../../shared/notification/bell-table.ts';
import { personKey } from '../../../shared/people/person-table.ts';
import { logLines } from '../../support/log-lines.ts';
import { toldPeople } from '../../support/told-people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };

describe('an action waits and its people are told', () => {
  const workspace = useWorkspace();
  let people: ReturnType<typeof toldPeople>;
  let hours = 0;
  beforeAll(() => {
    people = toldPeople(workspace);
  });
  beforeEach(() => {
    people.mails.length = 0;
    delete people.service.fails;
    // A new hour, so that nobody's five minutes of the test before count.
    workspace.clock.now = new Date(START.getTime() + ++hours * 60 * MINUTE);
  });
  const later = (minutes: number) => {
    workspace.clock.now = new Date(workspace.clock.now.getTime() + minutes * MINUTE);
  };

  it('rings for the owner and emails her, since she turned that on, and says nothing of the content', async () => {
    const { actionId } = await workspace.ask({ ...DANA, subject: 'Secret plan' });
    await people.asked(actionId);
    expect(await people.bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(await people.bellOf('per_miguel', actionId)).toEqual([]);
    expect(people.mails).toMatchObject([
      {
        to: 'olivia@acme.example',
        subject: 'Invoice helper asks to send an email',
        text: expect.stringContaining(`https://console.example/#/approvals/${actionId}`),
        html: expect.stringContaining(`href="https://console.example/#/approvals/${actionId}"`),
      },
    ]);
    expect(JSON.stringify(people.mails)).not.toMatch(/dana|Secret plan/);
  });

  it('tells nobody twice when the event comes again', async () => {
    const { actionId } = await workspace.ask(DANA);
    await people.asked(actionId);
    await people.asked(actionId);
    later(6);
    await people.sweep();
    expect(await people.bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(people.mails).toHaveLength(1);
  });

  it('rings although the mail service fails, and emails a minute later where it said that it failed', async () => {
    people.service.fails = () => Object.assign(new Error('Down'), { $metadata: { httpStatusCode: 500 } });
    const { actionId } = await workspace.ask(DANA);
    await people.asked(actionId);
    expect(await people.bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(logLines.join()).toMatch(/"level":"error".*email was not sent and is tried again/);
    delete people.service.fails;
    later(1);
    expect(await people.sweep()).toContain('notices.due.v1');
    expect(people.mails).toHaveLength(1);
    later(6);
    await people.sweep();
    expect(people.mails).toHaveLength(1);
  });

  it('waits for five minutes where the mail service said nothing: the email may have gone', async () => {
    people.service.fails = () => new Error('socket hang up');
    const { actionId } = await workspace.ask(DANA);
    await people.asked(actionId);
    delete people.service.fails;
    for (const minutes of [1, 3]) {
      later(minutes);
      await people.sweep();
      expect(people.mails).toEqual([]);
    }
    later(1);
    await people.sweep();
    expect(people.mails).toHaveLength(1);
  });

  it('lets the bell do where the mail service refuses the very email, and says so to operators, once', async () => {
    people.service.fails = () => Object.assign(new Error('Not verified.'), { name: 'MessageRejected' });
    const { actionId } = await workspace.ask(DANA);
    await people.asked(actionId);
    expect(await people.bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(logLines.join()).toMatch(/"level":"error".*notice refused/);
    expect(await readNotified(workspace.tables, actionId, 1)).toMatchObject({ toldAt: expect.any(String) });
    later(6);
    expect(await people.sweep()).not.toContain('notices.due.v1');
  });

  it('resolves the entry once somebody decided, and leaves none open when that was before the bell rang', async () => {
    const { actionId } = await workspace.ask(DANA);
    const racing = people.deps();
    const { tables } = racing;
    let decided = false;
    const client = {
      send: async (command: { constructor: { name: string } }) => {
        if (command.constructor.name === 'PutCommand' && !decided) {
          decided = true;
          await workspace.decide('per_miguel', actionId);
        }
        return tables.client.send(command as never);
      },
    };
    await notifyOwners({ ...racing, tables: { ...tables, client: client as never } }, actionId, 1);
    expect(await people.bellOf('per_olivia', actionId)).toMatchObject([{ resolved: { decidedBy: 'Miguel Editor' } }]);
    expect(people.mails).toEqual([]);
  });

  it('turns to the admins when the owner is gone; says so loudly when nobody is left, until somebody is', async () => {
    const { actionId } = await workspace.ask(DANA);
    const remove = (personId: string) =>
      workspace.tables.client.send(new DeleteCommand({ TableName: 'work', Key: personKey(personId) }));
    await remove('per_olivia');
    await people.asked(actionId);
    expect(await people.bellOf('per_ada', actionId)).toHaveLength(1);
    await remove('per_ada');
    logLines.length = 0;
    const { actionId: second } = await workspace.ask(DANA);
    await people.asked(second);
    // An error in the log rings the alarm.
    expect(logLines.join()).toMatch(/"level":"error".*nobody can be told: give the agent an owner/);
    expect(await countWaiting(workspace.tables, NOBODY, 10)).toBe(1);
    await people.person({ personId: 'per_new', name: 'New Admin', role: 'admin' });
    later(3);
    await people.sweep();
    expect(await people.bellOf('per_new', second)).toHaveLength(1);
    expect(await countWaiting(workspace.tables, NOBODY, 10)).toBe(0);
  });
});
