import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prepareRequest } from '../../../functions/execution/executors/http/prepare-request.ts';
import { ownCapability } from '../../../functions/execution/executors/own-capability.ts';
import { sendTextMessage } from '../../../functions/execution/executors/send-text-message.ts';
import { HttpInput } from '../../../shared/action/http-content.ts';
import { SmsInput } from '../../../shared/action/phone-content.ts';
import { ALL_CAPABILITIES, ASKED_FOR, aTool } from '../../support/builders.ts';
import { type EffectServer, startEffectServer } from '../../support/effect-server.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const SMS = ASKED_FOR.send_sms;
const REFUND = ASKED_FOR.http_request;

describe('an agent that does more than email', () => {
  const workspace = useWorkspace();
  let server: EffectServer;
  beforeAll(async () => {
    server = await startEffectServer((response) => response.writeHead(201).end());
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    workspace.tried.length = 0;
    workspace.dryRunSays({ dryRun: 'valid' });
    await workspace.allow(ALL_CAPABILITIES);
  });

  /** Text messages as the provider was asked for them. */
  const texts: unknown[] = [];
  const messaging = {
    send: async ({ input }: { input: unknown }) => {
      texts.push(input);
      return { MessageId: 'sms-1' };
    },
  } as never;
  const env = { ORIGINATION_IDENTITY: 'pool-1', CONFIGURATION_SET: 'agents', MAX_PRICE: undefined };
  const text = ownCapability('send_sms', SmsInput, sendTextMessage({ messaging, env }));
  const send = () => {
    const reach = { lookup: async () => [], localHosts: new Map([['shop.example', { port: server.port }]]) };
    const request = prepareRequest({ now: () => new Date(), getSecret: async () => undefined, reach });
    return ownCapability('http_request', HttpInput, request);
  };

  it('has a text message tried out, approved and sent once, as it was approved', async () => {
    const { actionId, outcome } = await workspace.request('send_sms', { ...SMS, to: '+46 70 174 06 05' });
    expect(outcome).toBe('pending_approval');
    expect(workspace.tried).toEqual([{ executor: 'sms', input: SMS }]);
    await workspace.press('per_olivia', actionId, 'approve');
    const key = { pk: actionId, round: 1 };
    await Promise.all(Array.from({ length: 10 }, () => workspace.execute(key, text)));
    expect(texts).toEqual([expect.objectContaining({ DestinationPhoneNumber: SMS.to, MessageBody: SMS.text })]);
    expect(await workspace.rowOf(actionId)).toMatchObject({
      ...{ state: 'executed', capability: 'send_sms', outcome: { providerId: 'sms-1' } },
    });
  });

  it('is not carried out by the executor of something else', async () => {
    const { actionId } = await workspace.request('make_call', ASKED_FOR.make_call);
    await workspace.press('per_olivia', actionId, 'approve');
    texts.length = 0;
    await workspace.execute({ pk: actionId, round: 1 }, text);
    expect(texts).toEqual([]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'failed', outcome: { code: 'wrong_executor' } });
  });

  it('is told at once when the provider would refuse, and nobody is asked', async () => {
    workspace.dryRunSays({ dryRun: 'refused', code: 'DESTINATION_COUNTRY_BLOCKED' });
    const { actionId, outcome, reason } = await workspace.request('send_sms', SMS);
    expect([outcome, reason]).toEqual(['blocked', 'provider_refuses']);
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toMatchObject({ code: 'NOT_PENDING' });
  });

  it('has a web request approved and sent once, as it was approved', async () => {
    const { actionId, outcome } = await workspace.request('http_request', REFUND);
    expect(outcome).toBe('pending_approval');
    expect(server.effects).toEqual([]);
    await workspace.press('per_olivia', actionId, 'approve');
    const key = { pk: actionId, round: 1 };
    await Promise.all(Array.from({ length: 5 }, () => workspace.execute(key, send())));
    expect(server.effects).toEqual([
      expect.objectContaining({ method: 'POST', url: '/refunds', body: '{"order":"A1"}' }),
    ]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'executed', outcome: { code: 'http_201' } });
  });

  it('sends a web request by itself where no approval is required, once', async () => {
    const guardrail = { restrict: false, requireApproval: false };
    await workspace.allow({ http_request: { enabled: true, guardrail } });
    const { actionId, outcome } = await workspace.request('http_request', REFUND);
    expect(outcome).toBe('executed');
    await workspace.execute({ pk: `G#${actionId}`, round: 0 });
    expect(workspace.sent).toHaveLength(1);
    expect(workspace.sent[0]?.content).toMatchObject({ capability: 'http_request', input: { method: 'POST' } });
  });

  it('has a tool approved by as many people as the settings of this tool say', async () => {
    await workspace.allow({ tools: [aTool(), aTool({ name: 'cancel', approversNeeded: 2 })] });
    const { actionId } = await workspace.request('use_tool', { tool: 'cancel', input: { order: 'A1' } });
    expect(await workspace.press('per_olivia', actionId, 'approve')).toMatchObject({ state: 'half' });
    expect(await workspace.press('per_miguel', actionId, 'approve')).toMatchObject({ state: 'approved' });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent.map(({ content }) => content)).toEqual([
      {
        capability: 'use_tool',
        input: { tool: 'cancel', target: 'countersign-tool-refund', input: { order: 'A1', cents: 100 } },
      },
    ]);
  });

  it('has the input of a tool edited only to what the tool takes', async () => {
    const { actionId } = await workspace.request('use_tool', ASKED_FOR.use_tool);
    const edit = (input: unknown) =>
      workspace.press('per_olivia', actionId, 'approve', { edited: { tool: 'refund', input } });
    await expect(edit({ cents: 'many' })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await edit({ order: 'A1', cents: 5 })).toMatchObject({ state: 'approved' });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent[0]?.content).toMatchObject({ input: { input: { cents: 5 } } });
  });

  it('has no tool called that was taken away after it was approved', async () => {
    const { actionId } = await workspace.request('use_tool', ASKED_FOR.use_tool);
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.allow({ tools: [] });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toEqual([]);
    expect(await workspace.stateOf(actionId)).toBe('failed');
  });
});
