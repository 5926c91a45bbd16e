import { describe, expect, it } from 'vitest';
import { requestAction } from '../../../shared/action/request-action.ts';
import { SYSTEM_SENDER } from '../../support/builders.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const HOUR = 3_600_000;
const INSIDE = { to: ['records@acme.example'] };

describe('limits', () => {
  const workspace = useWorkspace();
  let tests = 0;
  /** Each test counts in a day of its own. */
  const limited = async (limits: object, beyond: 'ask' | 'block' = 'block') => {
    tests++;
    workspace.clock.now = new Date(START.getTime() + tests * 48 * HOUR);
    await workspace.settle({ limits: { ...limits, timeZone: 'UTC', beyond } });
  };
  const outcomes = async (asked: Promise<{ outcome: string }>[]) => {
    const counts: Record<string, number> = {};
    for (const { outcome } of await Promise.all(asked)) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return counts;
  };

  /** Past the test's reader of the stream, which reads one thing at a time. */
  const atOnce = (requests: number) => {
    const conversation = {
      agentId: 'agt_invoice',
      conversationId: 'cnv_1',
      origin: 'background' as const,
      tainted: false,
    };
    const { tables, executors, now } = workspace;
    const deps = { tables, executors, now, checkFile: async () => 'stored' as const, systemSender: SYSTEM_SENDER };
    const input = { ...INSIDE, subject: 'Hello', text: 'A message.' };
    return Array.from({ length: requests }, (_, call) => {
      const toolCallId = `call_${tests}_${call}`;
      return requestAction(deps, { conversation, runId: 'run_1', toolCallId, capability: 'send_email', input });
    });
  };

  it('let exactly ten of fifty requests at once through, and tell the others so', async () => {
    await limited({ perHour: 10 });
    expect(await outcomes(atOnce(50))).toEqual({ executed: 10, limited: 40 });
    expect(workspace.sent).toHaveLength(10);
    expect(await workspace.ask(INSIDE)).toMatchObject({ outcome: 'limited', reason: 'limit_per_hour' });
  });

  it('ask people about the rest, where they say so', async () => {
    await limited({ perDay: 3 }, 'ask');
    expect(await outcomes(atOnce(8))).toEqual({ executed: 3, pending_approval: 5 });
    expect(await workspace.ask(INSIDE)).toMatchObject({ reason: 'limit_per_day' });
  });

  it('count a repeated request once, and give it the answer that it had', async () => {
    await limited({ perHour: 2 });
    const same = { toolCallId: 'call_limits_same' };
    for (let times = 0; times < 4; times++) {
      expect(await workspace.ask(INSIDE, same)).toMatchObject({ outcome: 'executed' });
    }
    expect(await workspace.ask(INSIDE)).toMatchObject({ outcome: 'executed' });
    expect(await workspace.ask(INSIDE)).toMatchObject({ outcome: 'limited' });
    expect(await workspace.ask(INSIDE, same)).toMatchObject({ outcome: 'executed' });
  });

  it('begin anew with the next hour, and with the next day where that is', async () => {
    await limited({ perHour: 1, perDay: 2 });
    const later = (hours: number) => {
      workspace.clock.now = new Date(workspace.clock.now.getTime() + hours * HOUR);
    };
    expect(await workspace.ask(INSIDE)).toMatchObject({ outcome: 'executed' });
    expect(await workspace.ask(INSIDE)).toMatchObject({ reason: 'limit_per_hour' });
    later(1);
    expect(await workspace.ask(INSIDE)).toMatchObject({ outcome: 'executed' });
    later(1);
    expect(await workspace.ask(INSIDE)).toMatchObject({ reason: 'limit_per_day' });
    later(24);
    expect(await workspace.ask(INSIDE)).toMatchObject({ outcome: 'executed' });
  });

  it('count each recipient, however the address is written, and what they refuse takes nothing of the day', async () => {
    await limited({ perRecipientPerDay: 1, perDay: 3 });
    expect(await workspace.ask({ to: ['Dana <dana@acme.example>'] })).toMatchObject({ outcome: 'executed' });
    for (const text of ['DANA@ACME.EXAMPLE', '"D" <dana@acme.example>'])
      expect(await workspace.ask({ to: [text] })).toMatchObject({ reason: 'limit_per_recipient' });
    // One of two is full: nothing is sent, and the other has its place still.
    const both = { to: ['ann@acme.example', 'dana@acme.example'] };
    expect(await workspace.ask(both)).toMatchObject({ reason: 'limit_per_recipient' });
    expect(await workspace.ask({ to: ['ann@acme.example'] })).toMatchObject({ outcome: 'executed' });
    expect(await workspace.ask({ to: ['bo@acme.example'] })).toMatchObject({ outcome: 'executed' });
    expect(await workspace.ask({ to: ['cy@acme.example'] })).toMatchObject({ reason: 'limit_per_day' });
  });

  it('do not count what is blocked anyway', async () => {
    await limited({ perHour: 1 });
    for (let times = 0; times < 3; times++)
      expect(await workspace.ask({ to: ['nobody'] })).toMatchObject({ outcome: 'blocked' });
    expect(await workspace.ask(INSIDE)).toMatchObject({ outcome: 'executed' });
  });
});
