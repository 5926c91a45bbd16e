import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import { holdAgent, holdWorkspace } from '../../../shared/workspace/hold.ts';
import { settingsKey } from '../../../shared/workspace/settings.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const ADA = callerOf('per_ada');

describe('a hold makes no item where there is none', () => {
  const workspace = useWorkspace();
  type Key = { pk: string; sk: string };
  const itemAt = async (Key: Key) =>
    (await workspace.tables.client.send(new GetCommand({ TableName: 'work', Key, ConsistentRead: true }))).Item;
  const remove = (Key: Key) => workspace.tables.client.send(new DeleteCommand({ TableName: 'work', Key }));

  it('of a workspace that was never set up, or was half restored', async () => {
    await remove(settingsKey);
    for (const hold of [true, false])
      await expect(holdWorkspace(workspace, ADA, { hold })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await itemAt(settingsKey)).toBeUndefined();
  });

  it('of an agent that is removed between the look and the write', async () => {
    const key = agentKey('agt_invoice');
    const send = async (command: { constructor: { name: string } }) => {
      if (command.constructor.name === 'UpdateCommand') await remove(key);
      return workspace.tables.client.send(command as never);
    };
    const removing = { ...workspace.tables, client: { send } as never };
    await expect(
      holdAgent({ ...workspace, tables: removing }, 'agt_invoice', ADA, { hold: true }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await itemAt(key)).toBeUndefined();
  });
});
