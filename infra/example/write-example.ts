import { randomBytes } from 'node:crypto';
import { BatchWriteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Agent, Agent as AgentSchema } from '#shared/agent/agent.ts';
import { agentDirectoryEntry, agentDirectoryKey, grant, grantKey } from '#shared/agent/agent-items.ts';
import { agentKey } from '#shared/agent/agent-table.ts';
import { adminsKey } from '#shared/people/admins.ts';
import type { Person } from '#shared/people/person.ts';
import { personDirectoryEntry, personDirectoryKey } from '#shared/people/person-items.ts';
import { personKey } from '#shared/people/person-table.ts';
import type { WorkTable } from '#shared/tables.ts';
import { addressKey } from '#shared/trigger/mail-table.ts';
import { type EmailTrigger, secretKey, type Trigger, triggerKey, triggersOfKey } from '#shared/trigger/trigger.ts';
import { settingsKey, WorkspaceSettings } from '#shared/workspace/settings.ts';
import { EXAMPLE_ADDRESS, EXAMPLE_TRIGGERS } from './example-triggers.ts';
import { type ExampleOptions, invoiceHelper, stockReporter } from './example-workspace.ts';
import { frontDesk } from './front-desk.ts';
import { shopDesk } from './shop-desk.ts';

/** Secret of each trigger of the example, by trigger id: what a sender signs with. */
export type ExampleSecrets = Record<string, string>;

/**
 * Writes the example workspace, unless there is a workspace already: its settings item says so. Returns the webhook
 * secrets of what it wrote, or undefined when it left everything as it was.
 */
export async function writeExample(tables: WorkTable, example: ExampleOptions): Promise<ExampleSecrets | undefined> {
  const { Item } = await tables.client.send(
    new GetCommand({ TableName: tables.work, Key: settingsKey, ConsistentRead: true }),
  );
  if (Item) return undefined;
  const secrets = Object.fromEntries(EXAMPLE_TRIGGERS.map(({ triggerId }) => [triggerId, newSecret()]));
  const agents = [invoiceHelper(example), stockReporter(example), shopDesk(example), frontDesk(example)].map((agent) =>
    AgentSchema.parse(agent),
  );
  await putAll(tables, [
    ...example.people.flatMap(personItems),
    ...adminItems(example.people),
    ...agents.flatMap(agentItems),
    ...[...EXAMPLE_TRIGGERS, EXAMPLE_ADDRESS].flatMap(triggerItems),
    addressItem(EXAMPLE_ADDRESS),
    ...Object.entries(secrets).map(([triggerId, secret]) => ({ ...secretKey(triggerId), kind: 'secret', secret })),
  ]);
  // Last: until it is there, nothing runs and a next start writes all of it again.
  const settings = WorkspaceSettings.parse({ kind: 'settings', hold: false });
  await putAll(tables, [{ ...settingsKey, ...settings }]);
  return secrets;
}

/** 256 random bits in the form of Standard Webhooks. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function personItems(person: Person) {
  const { personId } = person;
  return [
    { ...personKey(personId), ...person },
    { ...personDirectoryKey(personId), ...personDirectoryEntry(person) },
  ];
}

/** Who the admins are, as one set: the last of them cannot go. */
function adminItems(people: Person[]) {
  const personIds = new Set(people.flatMap(({ personId, role }) => (role === 'admin' ? [personId] : [])));
  return personIds.size > 0 ? [{ ...adminsKey, kind: 'admins', personIds }] : [];
}

function agentItems(agent: Agent) {
  const { agentId, access } = agent;
  return [
    { ...agentKey(agentId), ...agent },
    { ...agentDirectoryKey(agentId), ...agentDirectoryEntry(agent) },
    ...Object.entries(access).map(([personId, level]) => ({
      ...grantKey(personId, agentId),
      ...grant(agentId, level),
    })),
  ];
}

function addressItem({ localPart, triggerId }: EmailTrigger) {
  return { ...addressKey(localPart), kind: 'address', triggerId };
}

function triggerItems(trigger: Trigger) {
  const { triggerId, agentId } = trigger;
  return [
    { ...triggerKey(triggerId), ...trigger },
    { ...triggersOfKey(agentId, triggerId), kind: 'agent_trigger', agentId, triggerId },
  ];
}

/** In batches of 25, which is what one call takes; what the table left out is put again. */
async function putAll({ client, work }: WorkTable, items: Record<string, unknown>[]): Promise<void> {
  for (let from = 0; from < items.length; from += 25) {
    let left: Record<string, unknown>[] = items.slice(from, from + 25);
    while (left.length > 0) {
      const answer = await client.send(
        new BatchWriteCommand({ RequestItems: { [work]: left.map((Item) => ({ PutRequest: { Item } })) } }),
      );
      left = (answer.UnprocessedItems?.[work] ?? []).flatMap(({ PutRequest }) => PutRequest?.Item ?? []);
    }
  }
}
