import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { LOCAL_EXAMPLE } from '../../../infra/example/example-workspace.ts';
import { writeExample } from '../../../infra/example/write-example.ts';
import { actionKey } from '../../../shared/action/action-table.ts';
import type { Capability } from '../../../shared/action/capability.ts';
import { readContent, sealContent, summarise } from '../../../shared/action/content.ts';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import { recordDecision } from '../../../shared/approval/record-decision.ts';
import { readRow } from '../../../shared/ledger/ledger-table.ts';
import type { Tables } from '../../../shared/tables.ts';
import { ALL_CAPABILITIES, ASKED_FOR, anAction, anAgent, SYSTEM_SENDER } from '../../support/builders.ts';
import { createTestTables, startTestDynamoDb } from '../../support/dynamodb-local.ts';
import { callerOf } from '../../support/people.ts';
import { startStubServices } from './stub-services.ts';

const AGENT = anAgent({ agentId: 'agt_bench', capabilities: ALL_CAPABILITIES, access: { per_olivia: 'owner' } });

/** Tables with the example in them, an agent that asks before everything, and services that accept every effect. */
export async function openColdWorld() {
  const database = await startTestDynamoDb();
  const client = await createTestTables(database, { streamsOf: [] });
  const services = await startStubServices();
  const tables: Tables = { client, work: 'work', ledger: 'ledger' };
  const secrets = (await writeExample(tables, LOCAL_EXAMPLE)) ?? {};
  await client.send(new PutCommand({ TableName: 'work', Item: { ...agentKey(AGENT.agentId), ...AGENT } }));
  let made = 0;
  const ask = async (capability: Capability) => {
    made += 1;
    const actionId = `act_${made.toString(16).padStart(32, '0')}`;
    const content = readContent(capability, ASKED_FOR[capability], AGENT.capabilities.tools);
    const { canonical, hash } = sealContent(AGENT.agentId, content);
    const action = anAction({
      ...{ actionId, agentId: AGENT.agentId, agentName: AGENT.name, capability, content: canonical, hash },
      summary: summarise(content),
    });
    await client.send(new PutCommand({ TableName: 'work', Item: { ...actionKey(actionId), ...action } }));
    return { actionId, shown: { agentId: AGENT.agentId, round: 1, hash } };
  };
  const approve = async (capability: Capability) => {
    const { actionId, shown } = await ask(capability);
    const decisionId = `dec_${actionId.slice(-12)}`;
    const asked = { verdict: 'approve' as const, decisionId, shown, notifyAgent: false };
    await recordDecision(
      { tables, now: () => new Date(), systemSender: SYSTEM_SENDER },
      actionId,
      callerOf('per_olivia'),
      asked,
    );
    const key = { pk: actionId, round: 1 };
    return { ...key, told: await readRow(tables, key) };
  };
  const close = async () => {
    client.destroy();
    await Promise.all([database.close(), services.close()]);
  };
  return { tables, database, services, secrets, ask, approve, close };
}

export type ColdWorld = Awaited<ReturnType<typeof openColdWorld>>;
