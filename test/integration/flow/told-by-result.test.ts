import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tellAgent } from '../../../functions/outcome/tell-agent.ts';
import { guardrailKey } from '../../../shared/ledger/ledger.ts';
import { beginConversation, toldOf } from '../../support/begin-conversation.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const RECORDS = { to: ['records@acme.example'] };
const DANA = { to: ['dana@customer.example'] };

describe('what a tool result said, no message says again', () => {
  const workspace = useWorkspace();
  beforeAll(() => beginConversation(workspace.tables));
  beforeEach(() => workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' })));
  const tell = (actionId: string) => tellAgent(workspace, guardrailKey(actionId));
  const told = async (actionId: string) => (await toldOf(workspace.tables, actionId)).map(({ data }) => data.outcome);

  it('of what was allowed and done at once', async () => {
    const { actionId } = await workspace.ask(RECORDS);
    await tell(actionId);
    expect(await told(actionId)).toEqual([]);
  });

  it('of what is uncertain, but the message says how that was resolved', async () => {
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
    const answer = await workspace.ask(RECORDS, { toolCallId: 'call_uncertain' });
    expect(answer).toMatchObject({ outcome: 'uncertain', reason: 'TimeoutError' });
    await tell(answer.actionId);
    expect(await told(answer.actionId)).toEqual([]);
    // The run was cut off before it stored that answer.
    expect(await workspace.ask(RECORDS, { toolCallId: 'call_uncertain' })).toEqual(answer);
    await workspace.checked('per_ada', answer.actionId, 'not_sent', { round: 0 });
    await tell(answer.actionId);
    expect(await told(answer.actionId)).toEqual(['failed']);
  });

  it('however the end and the end of the waiting fall together: one of the two says it, and once', async () => {
    const said = { result: 0, message: 0 };
    for (let race = 0; race < 20; race++) {
      workspace.clock.now = START;
      const run = workspace.executors.lambda.send;
      let ended: Promise<unknown> = Promise.resolve();
      workspace.executors.lambda.send = (async ({ input }: { input: { Payload: Uint8Array } }) => {
        const key = JSON.parse(Buffer.from(input.Payload).toString());
        // The waiting is over now, and the executor is slower by a little more each time.
        workspace.clock.now = new Date(START.getTime() + MINUTE);
        ended = new Promise((resolve) => setTimeout(resolve, race / 2))
          .then(() => workspace.execute(key))
          .then(() => tell(key.pk.slice('G#'.length)));
      }) as unknown as typeof run;
      const { outcome, actionId } = await workspace.ask(RECORDS);
      workspace.executors.lambda.send = run;
      await ended;
      const messages = await told(actionId);
      expect([outcome, ...messages]).toEqual(outcome === 'executed' ? ['executed'] : ['uncertain', 'executed']);
      said[outcome === 'executed' ? 'result' : 'message']++;
    }
    expect(said.result + said.message).toBe(20);
  });

  it('of what people decide: the same call gets the same answer, whatever they did meanwhile', async () => {
    const first = await workspace.ask(DANA, { toolCallId: 'call_asked' });
    await workspace.press('per_olivia', first.actionId, 'approve', {
      ...{ notifyAgent: true, edited: { ...DANA, subject: 'Another subject', text: 'A message.' } },
    });
    await workspace.execute({ pk: first.actionId, round: 1 });
    await tellAgent(workspace, { pk: first.actionId, round: 1 });
    expect(await told(first.actionId)).toEqual(['executed']);
    expect(await workspace.ask(DANA, { toolCallId: 'call_asked' })).toMatchObject({ outcome: 'pending_approval' });
  });
});
