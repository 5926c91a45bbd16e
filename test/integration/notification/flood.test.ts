import { beforeAll, describe, expect, it } from 'vitest';
import { pendingKeysOf } from '../../../shared/action/action.ts';
import { pendingPage } from '../../../shared/action/pending-table.ts';
import { requestAction } from '../../../shared/action/request-action.ts';
import { readAgent } from '../../../shared/agent/agent-table.ts';
import { withdrawAgent } from '../../../shared/approval/withdraw-waiting.ts';
import { holdAgent } from '../../../shared/workspace/hold.ts';
import { callerOf } from '../../support/people.ts';
import { toldPeople } from '../../support/told-people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE } from '../../support/workspace.ts';

/** `npm run flood` asks 10,000 times, which takes minutes; CI runs it. */
const ASKS = Number(process.env.FLOOD ?? 400);
const CAP = 40;
/** Asked one after the other, as by one run; the rest as fast as the gate takes them. */
const FIRST = 60;
const AT_ONCE = 40;
/** The owner's five minutes pass several times meanwhile. */
const LASTS = 20 * MINUTE;
const HIJACKED = { agentId: 'agt_invoice', conversationId: 'cnv_1', origin: 'background' as const, tainted: false };
const OLIVIA = callerOf('per_olivia');

describe(`a hijacked agent asks ${ASKS} times`, () => {
  const workspace = useWorkspace();
  let people: ReturnType<typeof toldPeople>;
  const outcomes: string[] = [];
  const later = (milliseconds: number) => {
    workspace.clock.now = new Date(workspace.clock.now.getTime() + milliseconds);
  };
  const ask = async (number: number) => {
    const { tables, executors, now, systemSender } = workspace;
    const outcome = await requestAction(
      { tables, executors, now, systemSender, checkFile: async () => 'stored' },
      {
        ...{ conversation: HIJACKED, runId: 'run_flood', toolCallId: `call_${number}`, capability: 'send_email' },
        input: { to: ['dana@customer.example'], subject: 'Hello', text: `Ask ${number}` },
      },
    );
    if (outcome.outcome === 'pending_approval') await people.asked(outcome.actionId);
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
    for (let number = 1; number <= FIRST; number++) {
      outcomes.push((await ask(number)).outcome);
      later(LASTS / ASKS);
    }
    for (let from = FIRST + 1; from <= ASKS; from += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, ASKS - from + 1) }, (_, index) => ask(from + index));
      outcomes.push(...(await Promise.all(batch)).map(({ outcome }) => outcome));
      later((AT_ONCE * LASTS) / ASKS);
      // A sweep a minute.
      if ((from - FIRST - 1) % Math.max(AT_ONCE, ASKS / 20) < AT_ONCE) await people.sweep();
    }
  }, 600_000);

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
    expect(await ask(ASKS + 1)).toMatchObject({ outcome: 'limited', reason: 'too_many_pending' });
    expect(await ask(1)).toMatchObject({ outcome: 'pending_approval' });
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
    await holdAgent(workspace, 'agt_invoice', OLIVIA, { hold: true });
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
    expect(await ask(ASKS + 2)).toMatchObject({ outcome: 'pending_approval' });
  });
});
