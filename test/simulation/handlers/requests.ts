import { LambdaClient } from '@aws-sdk/client-lambda';
import { Webhook } from 'standardwebhooks';
import { type GateDeps, requestAction } from '../../../shared/action/request-action.ts';
import { ACTIONS, AGENT_ID, inputOf, RUN_ID } from './contents.ts';
import { count } from './counted.ts';
import { EXECUTOR_NAMES } from './load-handlers.ts';
import { CONVERSATION_ID, SECRET } from './open-world.ts';
import { httpEvent, hugeInput } from './people.ts';
import { onEnd, start } from './scheduler.ts';
import type { Letter, Outcome, Process, World } from './state.ts';
import { breaks } from './truth.ts';

/** An agent asks; the same tool call again is the same action. */
export async function request(
  world: World,
  action: number,
  letter: Letter | 'huge',
  how: { outcome: Outcome; skewMs: number },
) {
  const known = ACTIONS[action];
  if (!known) return undefined;
  const { capability, toolCallId, actionId } = known;
  const input = letter === 'huge' ? hugeInput(capability) : inputOf(capability, letter);
  const tables = { client: world.lab.client, work: 'work', ledger: 'ledger' };
  const executors = { lambda: new LambdaClient({}), env: EXECUTOR_NAMES };
  const deps = { tables, executors, now: () => new Date() } as unknown as GateDeps;
  const conversation = {
    agentId: AGENT_ID,
    conversationId: CONVERSATION_ID,
    origin: 'background' as const,
    tainted: false,
  };
  const asked = { conversation, runId: RUN_ID, toolCallId, capability, input };
  const before = world.items.get(actionId);
  const about = `A${action} with content ${letter}`;
  const process = await start(world, 'request', { about, ...how }, () => requestAction(deps, asked));
  onEnd(process, (result) => {
    if (result !== 'dead' && result.ok)
      checkOutcome(process, String((result.value as { outcome: string }).outcome), actionId);
    if (letter !== 'huge') return;
    count(world, 'F15 too large');
    if (world.items.get(actionId) !== before && !before) breaks(world, 'F15 half an action of what is too large');
  });
  return process;
}

/** P8: what the agent is told at once is true. */
function checkOutcome(process: Process, outcome: string, actionId: string): void {
  const { world } = process;
  const ran =
    [...world.rows.values()].filter((row) => row.actionId === actionId && row.state === 'executed').length > 0;
  if (outcome === 'executed' && !ran && world.mode !== 'attack')
    breaks(world, 'P8 an agent was told "executed" of what was not');
}

/** A webhook comes, comes again, and comes again the next day: one conversation each. */
export async function deliverWebhook(world: World, chosen: number, skewMs: number) {
  const id = `msg_${chosen % 2}`;
  const body = '{"type":"order"}';
  const at = new Date(world.now);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(SECRET).sign(id, at, body),
  };
  const { webhook } = world.lab.handlers;
  const event = httpEvent('POST /hooks/{triggerId}', { triggerId: 'trg_sim' }, body, '', headers);
  const process = await start(world, 'webhook', { about: id, skewMs }, () => webhook(event));
  onEnd(process, (result) => {
    if (result === 'dead' || !result.ok) return;
    const { statusCode, body } = result.value as { statusCode: number; body: string };
    if (statusCode !== 202) return;
    const { conversationId, duplicate } = JSON.parse(body);
    const known = world.deliveries.get(id);
    world.deliveries.set(id, { conversationId });
    if (duplicate) count(world, 'F14 replayed');
    if (known && (!duplicate || known.conversationId !== conversationId))
      breaks(world, `F14 ${id} started two conversations`);
  });
  return process;
}
