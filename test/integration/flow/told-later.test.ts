import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tellAgent } from '../../../functions/outcome/tell-agent.ts';
import { guardrailKey } from '../../../shared/ledger/ledger.ts';
import { holdWorkspace } from '../../../shared/workspace/hold.ts';
import { beginConversation, toldOf } from '../../support/begin-conversation.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const RECORDS = { to: ['records@acme.example'] };
const NOT_ENDED = { outcome: 'uncertain', reason: 'not_ended_yet', message: expect.stringMatching(/Do not repeat it/) };

describe('an allowed action that has not ended when its agent gives up waiting', () => {
  const workspace = useWorkspace();
  beforeAll(() => beginConversation(workspace.tables));
  beforeEach(() => workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' })));

  const hold = (on: boolean) => holdWorkspace(workspace, callerOf('per_ada'), { hold: on });
  const tell = (actionId: string) => tellAgent(workspace, guardrailKey(actionId));
  const execute = (actionId: string) => workspace.execute(guardrailKey(actionId));
  const told = async (actionId: string) =>
    (await toldOf(workspace.tables, actionId)).map(({ data }) => `${data.outcome} ${data.reason}`);
  /** Asked for during a hold, while time goes by. */
  const givenUp = async (toolCallId?: string) => {
    await hold(true);
    const timer = setInterval(() => {
      workspace.clock.now = new Date(workspace.clock.now.getTime() + 5_000);
    }, 20);
    const outcome = await workspace.ask(RECORDS, toolCallId ? { toolCallId } : {}).finally(() => clearInterval(timer));
    workspace.clock.now = START;
    await hold(false);
    return outcome;
  };

  it('is told that it has not ended, and by one message how it did', async () => {
    const outcome = await givenUp();
    expect(outcome).toMatchObject(NOT_ENDED);
    await tell(outcome.actionId);
    expect(await told(outcome.actionId)).toEqual([]);
    await execute(outcome.actionId);
    await tell(outcome.actionId);
    await tell(outcome.actionId);
    expect(await toldOf(workspace.tables, outcome.actionId)).toMatchObject([
      { text: 'What you asked for before has ended. Done.', data: { outcome: 'executed', decision: 'allow' } },
    ]);
  });

  it('is told of a failure', async () => {
    const { actionId } = await givenUp();
    workspace.providerAnswers(async () => ({ known: 'refused', code: 'MessageRejected' }));
    await execute(actionId);
    await tell(actionId);
    expect(await told(actionId)).toEqual(['failed MessageRejected']);
  });

  it('is told of what is uncertain, and once more of what a person found out', async () => {
    const { actionId } = await givenUp();
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
    await execute(actionId);
    await tell(actionId);
    await workspace.checked('per_ada', actionId, 'sent', { round: 0 });
    await tell(actionId);
    expect(await told(actionId)).toEqual(['uncertain TimeoutError', 'executed person_said_sent']);
  });

  it('is told that a person withdrew it', async () => {
    const { actionId } = await givenUp();
    await workspace.press('per_miguel', actionId, 'withdraw');
    await tell(actionId);
    expect(await toldOf(workspace.tables, actionId)).toMatchObject([
      { data: { outcome: 'cancelled', decision: 'withdraw' } },
    ]);
  });

  it('is told that a person must approve it, where the settings ask now', async () => {
    const { actionId } = await givenUp();
    await workspace.settle({ guardrail: { restrict: false, askAlways: true } });
    await execute(actionId);
    await tell(actionId);
    await workspace.settle({});
    expect(await told(actionId)).toEqual(['pending_approval asks_now']);
  });

  it('is told at once, when the next try is later than it would wait', async () => {
    workspace.providerAnswers(async () => ({ known: 'not_begun', code: 'TooManyRequestsException' }));
    expect(await workspace.ask(RECORDS)).toMatchObject(NOT_ENDED);
  });

  it('does not wait again when its run is cut off and repeats the call: many such calls would outlast every run', async () => {
    const first = await givenUp('call_held');
    await hold(true);
    // The clock stands still: who waits now, waits until the test gives up.
    expect(await workspace.ask(RECORDS, { toolCallId: 'call_held' })).toEqual(first);
    await hold(false);
  });

  it('is not told the end twice when its run is cut off and asks again', async () => {
    const { actionId } = await givenUp('call_cut_off');
    await execute(actionId);
    await tell(actionId);
    expect(await workspace.ask(RECORDS, { toolCallId: 'call_cut_off' })).toMatchObject(NOT_ENDED);
    expect(await told(actionId)).toEqual(['executed accepted']);
  });
});
