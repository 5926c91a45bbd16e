import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { hear } from '../../functions/notification/hear.ts';
import type { NotifyDeps } from '../../functions/notification/notify-owners.ts';
import type { AgentSettings } from '../../shared/agent/agent.ts';
import { agentKey } from '../../shared/agent/agent-table.ts';
import { readBell } from '../../shared/notification/bell-list.ts';
import type { Person } from '../../shared/people/person.ts';
import { personKey } from '../../shared/people/person-table.ts';
import { settingsKey } from '../../shared/workspace/settings.ts';
import type { TestWorkspace } from './workspace.ts';

type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  at: Date;
  tags: { Name: string; Value: string }[];
};

type Sent = {
  Destination: { ToAddresses: string[] };
  EmailTags: { Name: string; Value: string }[];
  Content: {
    Simple: {
      Subject: { Data: string };
      Body: { Text: { Data: string }; Html: { Data: string } };
      Headers: { Name: string; Value: string }[];
    };
  };
};

/** What people of a workspace under test are told, with a mail service that can fail. */
export function toldPeople(workspace: TestWorkspace) {
  const mails: Mail[] = [];
  const service: { fails?: () => Error } = {};
  const send = async ({ input }: { input: Sent }) => {
    if (service.fails) throw service.fails();
    const { Subject, Body, Headers } = input.Content.Simple;
    mails.push({
      ...{
        to: input.Destination.ToAddresses.join(),
        subject: Subject.Data,
        text: Body.Text.Data,
        html: Body.Html.Data,
      },
      headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])),
      ...{ at: workspace.now(), tags: input.EmailTags },
    });
  };
  const deps = (): NotifyDeps => ({
    ...{ tables: workspace.tables, now: workspace.now, ses: { send } as unknown as NotifyDeps['ses'] },
    env: {
      SYSTEM_SENDER: 'approvals@acme.example',
      CONFIGURATION_SET: 'system',
      CONSOLE_URL: 'https://console.example',
    },
  });
  const put = (Item: Record<string, unknown>) =>
    workspace.tables.client.send(new PutCommand({ TableName: 'work', Item }));
  const change = (Key: { pk: string; sk: string }, name: string, value: unknown) =>
    workspace.tables.client.send(
      new UpdateCommand({
        ...{ TableName: 'work', Key, UpdateExpression: 'SET #name = :value' },
        ...{ ExpressionAttributeNames: { '#name': name }, ExpressionAttributeValues: { ':value': value } },
      }),
    );
  const event = (name: string, detail: Record<string, unknown>) => hear(deps(), { 'detail-type': name, detail });
  const about = (actionId: string, round = 1) => ({
    ...{ actionId, round, agentId: 'agt_invoice', conversationId: 'cnv_1', origin: 'background' },
  });
  return {
    ...{ mails, service, deps, event },
    /** The event of a new question; and of its answer. */
    asked: (actionId: string) => event('approval.requested.v1', about(actionId)),
    decided: (actionId: string) => event('approval.decided.v1', { ...about(actionId), verdict: 'approve' }),
    /** One minute's sweep, and what is heard because of it. */
    sweep: async (): Promise<string[]> => {
      workspace.events.length = 0;
      await workspace.sweep();
      const said = workspace.events.splice(0);
      for (const { name, detail } of said) await event(name, detail).catch(() => undefined);
      return said.map(({ name }) => name);
    },
    /** What SES says of an email to that address. */
    mailEvent: (
      personId: string,
      email: string,
      eventType: string,
      bounceType = 'Permanent',
      bounceSubType = 'General',
    ) =>
      hear(deps(), {
        ...{ source: 'aws.ses', time: workspace.now().toISOString() },
        detail: {
          ...{ eventType, mail: { destination: [email], tags: { person: [personId] } } },
          ...(eventType === 'Bounce' ? { bounce: { bounceType, bounceSubType } } : {}),
        },
      }),
    bellOf: async (personId: string, actionId?: string) =>
      (await readBell(workspace.tables, personId, 500, 'consistent')).filter(
        (entry) => actionId === undefined || entry.actionId === actionId,
      ),
    person: async (person: Pick<Person, 'personId' | 'name'> & Partial<Person>) => {
      const { role = 'member', email = `${person.personId.slice(4)}@acme.example` } = person;
      await put({
        ...personKey(person.personId),
        ...{ kind: 'person', teams: {}, emailNotices: true, mutedAgents: [], ...person, role, email },
      });
      const listed = { kind: 'directory', personId: person.personId, name: person.name, email, role };
      await put({ pk: 'WORKSPACE', sk: `PERSON#${person.personId}`, ...listed });
    },
    inTeam: (teamId: string, personId: string, role: string) =>
      put({ pk: `TEAM#${teamId}`, sk: `MEMBER#${personId}`, kind: 'member', teamId, personId, role }),
    changePerson: (personId: string, name: keyof Person, value: unknown) => change(personKey(personId), name, value),
    changeAgent: (name: keyof AgentSettings, value: unknown) => change(agentKey('agt_invoice'), name, value),
    changeSettings: (name: string, value: unknown) => change(settingsKey, name, value),
  };
}
