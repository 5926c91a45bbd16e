import { randomUUID } from 'node:crypto';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';

/** DBOS: a workflow that waits for a message, runs a step, and ends; its state in Postgres. */
export const open: OpenContender = async ({ postgres }) => {
  const { host = '', port = 0, user = '' } = postgres ?? {};
  const systemDatabaseUrl = `postgres://${user}@${host}:${port}/dbos`;
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl, runAdminServer: false, logLevel: 'error' });
  let effects = 0;
  const running = new Map<string, { getResult(): Promise<unknown> }>();
  const tool = async () => {
    effects += 1;
    return 'executed';
  };
  const waitForApproval = async (content: string) => {
    await DBOS.setEvent('pending', content);
    const answer = await DBOS.recv<string>('decision', { timeoutSeconds: 600 });
    return answer === 'approved' ? DBOS.runStep(tool, { name: 'tool' }) : 'rejected';
  };
  const approval = DBOS.registerWorkflow(waitForApproval, { name: 'approval' });
  await DBOS.launch();
  return {
    ask: async () => {
      const id = randomUUID();
      const content = JSON.stringify(oneKilobyte('dana@customer.example'));
      // Asked for by its id alone, its end would be looked for once a second.
      running.set(id, await DBOS.startWorkflow(approval, { workflowID: id })(content));
      await DBOS.getEvent(id, 'pending', { timeoutSeconds: 30 });
      return id;
    },
    approve: async (question) => {
      const id = String(question);
      await DBOS.send(id, 'approved', 'decision');
      await running.get(id)?.getResult();
      running.delete(id);
    },
    effects: () => effects,
    close: async () => DBOS.shutdown(),
  };
};
