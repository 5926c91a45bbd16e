import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/action/action-table.ts';
import { CLOCK_MARGIN_MS, LEASE_MS } from '../../../shared/ledger/authority.ts';
import { readRow } from '../../../shared/ledger/ledger-table.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

/** Takes emails like SES and never answers: at that moment the executor stands between its effect and its record. */
async function startSilentSes(onMail: (body: string) => void): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request) => {
    const chunks = await request.toArray();
    onMail(Buffer.concat(chunks).toString());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

describe('the executor is killed after the email left and before it could record that', () => {
  const workspace = useWorkspace();
  const mails: string[] = [];
  let ses: Awaited<ReturnType<typeof startSilentSes>>;
  let executor: ChildProcess | undefined;
  beforeAll(async () => {
    ses = await startSilentSes((body) => {
      mails.push(body);
      executor?.kill('SIGKILL');
    });
  });
  afterAll(async () => {
    ses.server.closeAllConnections();
    ses.server.close();
  });

  function startExecutor(key: { pk: string; round: number }): ChildProcess {
    return spawn(process.execPath, [resolve('test/support/run-executor.ts'), JSON.stringify(key)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...{
          WORK_TABLE: 'work',
          LEDGER_TABLE: 'ledger',
          AGENT_SENDER: 'agents@agents.acme.example',
          SYSTEM_SENDER: 'countersign@acme.example',
          CONFIGURATION_SET: 'agents',
          FILES_BUCKET: 'files',
        },
        ...{
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: workspace.database.accessKeyId,
          AWS_SECRET_ACCESS_KEY: 'local',
        },
        ...{ AWS_ENDPOINT_URL_DYNAMODB: workspace.database.url, AWS_ENDPOINT_URL_SESV2: ses.url },
      },
    });
  }

  it('ends uncertain with exactly one email sent, and nobody tries again', async () => {
    workspace.clock.now = new Date();
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'], subject: 'Invoice 1043' });
    await workspace.decide('per_olivia', actionId);
    const key = { pk: actionId, round: 1 };

    executor = startExecutor(key);
    await once(executor, 'exit');
    expect(executor.signalCode).toBe('SIGKILL');
    expect(await readRow(workspace.tables, key)).toMatchObject({ state: 'claimed', attempt: 1 });

    // While its lease runs, nobody takes over: the executor might be alive.
    await workspace.execute(key);
    await workspace.sweep();
    expect(await readRow(workspace.tables, key)).toMatchObject({ state: 'claimed' });

    workspace.clock.now = new Date(Date.now() + LEASE_MS + CLOCK_MARGIN_MS + 1_000);
    await workspace.sweep();
    expect(await readRow(workspace.tables, key)).toMatchObject({
      state: 'uncertain',
      outcome: { code: 'executor_lost' },
    });
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'uncertain' });

    for (let again = 0; again < 3; again++) {
      await workspace.sweep();
      await workspace.execute(key);
    }
    expect(await readRow(workspace.tables, key)).toMatchObject({ state: 'uncertain' });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('Invoice 1043');
    expect(workspace.sent).toEqual([]);
  });
});
