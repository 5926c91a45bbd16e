import { beforeAll, describe, expect, it } from 'vitest';
import { pendingKeysOf } from '../../../shared/action/action.ts';
import { pendingPage } from '../../../shared/action/action-table.ts';
import { readAgent } from '../../../shared/agent/agent-table.ts';
import { withdrawAgent } from '../../../shared/approval/withdraw-waiting.ts';
import { holdAgent } from '../../../shared/workspace/hold.ts';
import { callerOf } from '../../support/people.ts';
import { toldPeople } from '../../support/told-people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE } from '../../support/workspace.ts';

/** `FLOOD=10000 npm test -- …` is the whole of it; each request of the flood costs the test a handful of calls. */
const ASKS = Number(process.env.FLOOD ?? 150);
const CAP = 40;
const OLIVIA = callerOf('per_olivia');

describe(`a hijacked agent asks ${ASKS} times`, () => {
  const workspace = useWorkspace();
  let people: ReturnType<typeof toldPeople>;
  const outcomes: string[] = [];
  let asked = 0;
  const ask = async () => {
    asked++;
    // Ten a second, so that the flood lasts for several of the owner's five minutes.
    workspace.clock.now = new Date(workspace.clock.now.getTime() + Math.ceil((20 * MINUTE) / ASKS));
    const outcome = await workspace.ask({ to: ['dana@customer.example'], text: `Ask ${asked}` });
    if (outcome.outcome === 'pending_approval') await people.asked(outcome.actionId);
    if (asked % Math.ceil(ASKS / 20) === 0) await people.sweep();
    return outcome;
  };
  const waiting = async () => {
    const pages = await Promise.all(
      pendingKeysOf('agt_invoice').map((key) => pendingPage(workspace.tables, key, ' ', 500)),
    );
    return pages.flat().length;
  };

  beforeAll(async () => {
    people = toldPeople(workspace);
    await people.changeAgent('maxPending', CAP);
    for (let count = 0; count < ASKS; count++) outcomes.push((await ask()).outcome);
  }, 1_800_000);

  it('and no more waits than the agent may have', async () => {
    expect(await waiting()).toBe(CAP);
    expect(
      Object.fromEntries(
        Map.groupBy(outcomes, (outcome) => outcome)
          .entries()
          .map(([what, of]) => [what, of.length]),
      ),
    ).toEqual({
      ...{ pending_approval: CAP, limited: ASKS - CAP },
    });
  });

  it('and is told why, but for what waits already: the same call is answered as before', async () => {
    expect(await ask()).toMatchObject({ outcome: 'limited', reason: 'too_many_pending' });
    const again = await workspace.ask({ to: ['dana@customer.example'], text: 'Ask 1' }, { toolCallId: 'call_1' });
    expect(again).toMatchObject({ outcome: 'pending_approval' });
  });

  it('and its owner gets one email in five minutes at most, and each of them counts', async () => {
    const times = people.mails.map(({ at }) => at.getTime());
    for (const [index, time] of times.entries()) {
      if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(5 * MINUTE);
    }
    expect(times.length).toBeGreaterThan(1);
    expect(
      people.mails
        .map(({ subject }) => subject)
        .slice(1)
        .join(),
    ).toMatch(/\d+ approvals wait: Invoice helper \(\d+\)/);
  });

  it('and other agents ask as before', async () => {
    const outcome = await workspace.ask({ to: ['records@acme.example'] }, { agentId: 'agt_stock' });
    expect(outcome.outcome).not.toBe('limited');
  });

  it('and is stopped by its owner: nothing begins, all is withdrawn, and the bell is quiet', async () => {
    await holdAgent(workspace.tables, 'agt_invoice', OLIVIA, { hold: true });
    const confirm = 'Invoice helper';
    const { withdrawn } = await withdrawAgent(
      { tables: workspace.tables, now: workspace.now },
      'agt_invoice',
      OLIVIA,
      confirm,
    );
    expect(withdrawn).toBe(CAP);
    await workspace.publish();
    for (const { actionId } of await people.bellOf('per_olivia')) await people.decided(actionId);
    expect(await waiting()).toBe(0);
    expect((await people.bellOf('per_olivia')).every(({ resolved }) => resolved?.verdict === 'withdraw')).toBe(true);
    // The note on the agent is gone too, so that its next request costs what it always did.
    expect(await readAgent(workspace.tables, 'agt_invoice')).toMatchObject({ manyPending: false });
    expect(await ask()).toMatchObject({ outcome: 'pending_approval' });
  });
});
