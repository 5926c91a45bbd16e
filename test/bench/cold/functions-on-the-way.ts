import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import { Webhook } from 'standardwebhooks';
import type { Capability } from '../../../shared/action/capability.ts';
import { beginConversation } from '../../support/begin-conversation.ts';
import { anHttpEvent } from '../../support/builders.ts';
import type { ColdWorld } from './cold-world.ts';

/** A function that an approval waits for, with the event that it is started by. */
export type OnTheWay = { name: string; entry: string; eventOf: (world: ColdWorld) => Promise<unknown> };

export const FUNCTIONS_ON_THE_WAY: OnTheWay[] = [
  { name: 'Webhook', entry: 'functions/trigger/webhook.ts', eventOf: delivery },
  { name: 'AgentRun', entry: 'functions/agent/run.ts', eventOf: triggered },
  { name: 'Decide', entry: 'functions/approval/decide.ts', eventOf: decision },
  { name: 'Dispatch', entry: 'functions/execution/dispatch.ts', eventOf: approvedRecord },
  { name: 'EmailExecutor', entry: 'functions/execution/executors/email.ts', eventOf: approved('send_email') },
  { name: 'SmsExecutor', entry: 'functions/execution/executors/sms.ts', eventOf: approved('send_sms') },
  { name: 'CallExecutor', entry: 'functions/execution/executors/call.ts', eventOf: approved('make_call') },
  { name: 'HttpExecutor', entry: 'functions/execution/executors/http.ts', eventOf: approved('http_request') },
  { name: 'ToolExecutor', entry: 'functions/execution/executors/tool.ts', eventOf: approved('use_tool') },
];

function approved(capability: Capability) {
  return (world: ColdWorld) => world.approve(capability);
}

async function delivery({ secrets }: ColdWorld) {
  const body = JSON.stringify({ type: 'invoice.question', customer: { name: 'Dana', email: 'dana@customer.example' } });
  const id = `msg_${randomUUID()}`;
  const now = new Date();
  const signature = new Webhook(secrets.trg_invoices ?? '').sign(id, now, body);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return anHttpEvent({
    ...{ body, pathParameters: { triggerId: 'trg_invoices' } },
    headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
  });
}

async function triggered({ tables }: ColdWorld) {
  const conversationId = `cnv_${randomUUID()}`;
  await beginConversation(tables, conversationId);
  return { 'detail-type': 'agent.triggered.v1', detail: { conversationId, agentId: 'agt_invoice' } };
}

async function decision(world: ColdWorld) {
  const { actionId, shown } = await world.ask('send_email');
  const claims = { sub: 'per_olivia', token_use: 'access', auth_time: String(Math.floor(Date.now() / 1000)) };
  return anHttpEvent({
    ...{ routeKey: 'POST /approvals/{actionId}/decision', pathParameters: { actionId } },
    body: JSON.stringify({ verdict: 'approve', decisionId: `dec_${actionId.slice(-12)}`, shown }),
    headers: { 'content-type': 'application/json' },
    requestContext: { requestId: randomUUID(), authorizer: { jwt: { claims, scopes: [] } } },
  });
}

async function approvedRecord(world: ColdWorld) {
  const { pk, told } = await world.approve('send_email');
  const NewImage = marshall(told);
  return { Records: [{ eventID: pk, eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage } }] };
}
