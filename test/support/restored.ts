import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { pendingKeysOf } from '../../shared/action/action.ts';
import { pendingPage } from '../../shared/action/pending-table.ts';
import { settingsKey } from '../../shared/workspace/settings.ts';
import { type Copy, putBack } from './copy-table.ts';
import { MINUTE, type TestWorkspace } from './workspace.ts';

/** What an operator does in a workspace, and what people see in it. */
export function operating(workspace: TestWorkspace) {
  const { tables, clock } = workspace;
  return {
    /** The workspace as it was before anything was asked for. */
    startOver: async (fresh: Copy) => {
      await putBack(tables.client, tables.work, fresh, 'sk');
      await putBack(tables.client, tables.ledger, [], 'round');
      for (const noted of [workspace.sent, workspace.started]) noted.length = 0;
      workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' }));
    },
    hold: async (hold: boolean) => {
      await tables.client.send(
        new PutCommand({ TableName: tables.work, Item: { ...settingsKey, kind: 'settings', hold } }),
      );
    },
    /** Three minutes of sweeps, and all that they start. */
    sweepOften: async () => {
      for (let minute = 0; minute < 3; minute++) {
        clock.now = new Date(clock.now.getTime() + MINUTE);
        await workspace.sweep();
        for (const key of workspace.started.splice(0)) await workspace.execute(key);
      }
    },
    /** Ids on the list of what waits for people. */
    waiting: async (): Promise<string[]> => {
      const pages = await Promise.all(pendingKeysOf('agt_invoice').map((key) => pendingPage(tables, key, '0', 100)));
      return pages
        .flat()
        .map(({ actionId }) => actionId)
        .toSorted();
    },
  };
}
