import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emailOf } from '../../infra/demo/look.ts';
import { mailTo, sendWebhook, signIn } from '../../infra/demo/system.ts';
import { checkAnswersOf } from '../support/checked-fetch.ts';
import { freePortsInARow } from '../support/free-ports-in-a-row.ts';
import { end, type Started, shareAssembly, startProcess, untilRunning } from '../support/start-process.ts';

const DANA = 'dana@customer.example';

describe('npm start is ended while an approval waits', () => {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-restart-'));
  shareAssembly(directory);
  let started: Started | undefined;
  afterAll(async () => {
    if (started) await end(started, 'SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('loses nothing by %s', async (signal) => {
    const port = await freePortsInARow();
    started = startProcess(directory, port, process.env, '--fresh');
    const before = await untilRunning(started);
    checkAnswersOf(before.apiUrl);
    const customer = { name: 'Dana', email: DANA };
    await sendWebhook(before, 'trg_invoices', { type: 'invoice.question', customer, invoice: '1043' });
    const olivia = await signIn(before, 'per_olivia');
    await expect.poll(async () => (await olivia.pending()).length).toBe(1);
    await expect.poll(async () => (await mailTo(before, 'olivia@acme.example')).length).toBe(1);

    expect(await end(started, signal)).toBe(signal === 'SIGTERM' ? 0 : null);
    started = startProcess(directory, port);
    const after = await untilRunning(started);
    expect(started.output()).toContain('stack as before');

    expect(after.secrets).toEqual(before.secrets);
    const again = await signIn(after, 'per_olivia');
    const [item, ...others] = await again.pending();
    expect(others).toEqual([]);
    expect((await again.bell()).waiting).toBe(1);
    const card = await again.card(item?.actionId ?? '');
    expect((await again.decide(card, { verdict: 'approve', notifyAgent: true })).status).toBe(200);
    await expect.poll(async () => (await mailTo(after, DANA)).length).toBe(1);
    await expect.poll(async () => (await mailTo(after, 'records@acme.example')).length).toBe(1);
    const email = emailOf(card);
    expect(await mailTo(after, DANA)).toMatchObject([{ subject: email?.subject, text: email?.text }]);
    expect(await mailTo(after, 'olivia@acme.example')).toHaveLength(1);
    await end(started, 'SIGTERM');
  });
});
