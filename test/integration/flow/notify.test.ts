import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type NotifyDeps, notifyOwners, resolveEntries } from '../../../functions/notification/notify-owners.ts';
import { readBell } from '../../../shared/notification/bell-list.ts';
import { readNotified } from '../../../shared/notification/bell-table.ts';
import { personKey } from '../../../shared/people/person-table.ts';
import { logLines } from '../../support/log-lines.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const ENV = {
  SYSTEM_SENDER: 'approvals@acme.example',
  CONFIGURATION_SET: 'system',
  CONSOLE_URL: 'https://console.example',
};

describe('an action waits and its people are told', () => {
  const workspace = useWorkspace();
  let mails: { to: string[]; subject: string; text: string }[];
  let onMail: (() => Promise<void>) | undefined;
  beforeEach(() => {
    mails = [];
    onMail = undefined;
  });

  const deps = (): NotifyDeps => ({
    ...{ tables: workspace.tables, env: ENV, now: workspace.now },
    ses: {
      send: (async ({ input }: { input: { Destination: { ToAddresses: string[] }; Content: { Simple: Simple } } }) => {
        await onMail?.();
        const { Subject, Body } = input.Content.Simple;
        mails.push({ to: input.Destination.ToAddresses, subject: Subject.Data, text: Body.Text.Data });
      }) as unknown as NotifyDeps['ses']['send'],
    },
  });
  const bellOf = async (personId: string, actionId: string) =>
    (await readBell(workspace.tables, personId, 50)).filter((entry) => entry.actionId === actionId);

  it('rings for the owner and emails her, since she turned that on, and says nothing of the content', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'], subject: 'Secret plan' });
    await notifyOwners(deps(), actionId, 1);
    expect(await bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(await bellOf('per_miguel', actionId)).toEqual([]);
    expect(mails).toEqual([
      {
        to: ['olivia@acme.example'],
        subject: 'Invoice helper asks to send an email',
        text: expect.stringContaining(`https://console.example/#/approvals/${actionId}`),
      },
    ]);
    expect(JSON.stringify(mails)).not.toMatch(/dana|Secret plan/);
  });

  it('tells nobody twice when the event comes again', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    await notifyOwners(deps(), actionId, 1);
    await notifyOwners(deps(), actionId, 1);
    expect(await bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(mails).toHaveLength(1);
  });

  it('rings although the mail service fails, and emails when the event is tried again', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    onMail = () => Promise.reject(new Error('SES is down'));
    await expect(notifyOwners(deps(), actionId, 1)).rejects.toThrow('SES is down');
    expect(await bellOf('per_olivia', actionId)).toHaveLength(1);
    onMail = undefined;
    await notifyOwners(deps(), actionId, 1);
    expect(mails).toHaveLength(1);
  });

  it('lets the bell do where the mail service refuses the very email, and says so to operators, once', async () => {
    onMail = async () => {
      throw Object.assign(new Error('Email address is not verified.'), { name: 'MessageRejected' });
    };
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    await notifyOwners(deps(), actionId, 1);
    expect(await bellOf('per_olivia', actionId)).toHaveLength(1);
    expect(logLines.join()).toMatch(/"level":"error".*notice refused/);
    expect(await readNotified(workspace.tables, actionId, 1)).toMatchObject({ toldAt: expect.any(String) });
  });

  it('resolves the entry once somebody decided', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    await notifyOwners(deps(), actionId, 1);
    await workspace.decide('per_miguel', actionId, { verdict: 'reject' });
    await resolveEntries(deps(), actionId, 1);
    expect(await bellOf('per_olivia', actionId)).toMatchObject([
      { resolved: { verdict: 'reject', decidedBy: 'Miguel Editor' } },
    ]);
  });

  it('leaves no entry open when somebody decided before the bell rang', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    const racing = deps();
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
    expect(await bellOf('per_olivia', actionId)).toMatchObject([{ resolved: { decidedBy: 'Miguel Editor' } }]);
  });

  it('turns to the admins when the owner is gone, and says so loudly when nobody is left', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    const remove = (personId: string) =>
      workspace.tables.client.send(new DeleteCommand({ TableName: 'work', Key: personKey(personId) }));
    await remove('per_olivia');
    await notifyOwners(deps(), actionId, 1);
    expect(await bellOf('per_ada', actionId)).toHaveLength(1);
    await remove('per_ada');
    logLines.length = 0;
    await notifyOwners(deps(), actionId, 1);
    // An error in the log rings the alarm.
    expect(logLines.join()).toMatch(/"level":"error".*nobody can be told: give the agent an owner/);
  });
});

type Simple = { Subject: { Data: string }; Body: { Text: { Data: string } } };
