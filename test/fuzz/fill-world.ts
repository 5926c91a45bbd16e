import * as fc from 'fast-check';
import { startChat } from '../../functions/agent/take-chat-message.ts';
import { Capability } from '../../shared/action/capability.ts';
import { readAgent } from '../../shared/agent/agent-table.ts';
import { writeCapability } from '../../shared/agent/agent-version-table.ts';
import { derivedId } from '../../shared/ids.ts';
import { ringBell } from '../../shared/notification/bell-table.ts';
import { setMember } from '../../shared/people/members.ts';
import { readPerson } from '../../shared/people/person-table.ts';
import { startAgent } from '../../shared/trigger/start-agent.ts';
import { readTrigger } from '../../shared/trigger/trigger-table.ts';
import { aBellEntry, aTool } from '../support/builders.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import { hostileText } from './hostile-values.ts';
import { toolCalls } from './tool-calls.ts';

const FIRST_DELIVERY = 'msg_first';
const FIRST_MESSAGE = 'msg_firstchat';
export const FIRST_CONVERSATION = derivedId('cnv', 'trg_invoices', FIRST_DELIVERY);
/** Olivia's. */
export const FIRST_CHAT = derivedId('cnv', 'chat', 'per_olivia', 'agt_invoice', FIRST_MESSAGE);
/** Actions in Olivia's bell menu. */
export const IN_BELL = ['act_bell1', 'act_bell2', 'act_bell3'] as const;
/** When they began to wait. */
export const IN_BELL_SINCE = '2026-11-23T10:00:00.000Z';
/** Of each capability. */
const CALLS = 4;

/**
 * What every route finds: conversations, a change of an agent, a member of a team, and actions in several states, with texts that are as odd
 * as those of the requests. The same for the same seed.
 */
export async function fillWorld(world: FuzzWorld, seed: number): Promise<void> {
  const { tables } = world.workspace;
  const asked = Capability.options.flatMap((capability) => {
    const calls = fc.sample(toolCalls(capability), { seed, numRuns: CALLS });
    return calls.map(({ input, id }, at) => world.gate(capability, input, id ?? `${capability}_first_${at}`));
  });
  const rung = IN_BELL.map((actionId) => {
    const when = { since: IN_BELL_SINCE, toldAt: IN_BELL_SINCE };
    return ringBell(tables, aBellEntry({ personId: 'per_olivia', actionId, ...when }));
  });
  const text = fc.sample(hostileText, { seed, numRuns: 1 }).join();
  const member = setMember(tables, 'tea_fuzz', 'per_olivia', 'member');
  await Promise.all([...asked, ...rung, decideSome(world), converse(world, text), changeTools(world), member]);
}

async function decideSome({ workspace, waiting }: FuzzWorld): Promise<void> {
  await workspace.press('per_olivia', (await waiting()).actionId, 'reject');
  const { actionId } = await waiting();
  await workspace.press('per_olivia', actionId, 'approve');
  await workspace.execute({ pk: actionId, round: 1 });
}

async function converse({ workspace: { tables, now } }: FuzzWorld, text: string): Promise<void> {
  const [trigger, person, agent] = await Promise.all([
    readTrigger(tables, 'trg_invoices'),
    readPerson(tables, 'per_olivia'),
    readAgent(tables, 'agt_invoice'),
  ]);
  if (!trigger || !person || !agent) throw new Error('The example lacks what the fuzz starts from');
  const brought = { text: 'The webhook brought this:', data: JSON.stringify({ text }) };
  const delivery = { trigger, deliveryId: FIRST_DELIVERY, provenance: { authentication: 'signature' as const } };
  await startAgent(tables, { ...delivery, ...brought }, now());
  await startChat({ tables, now }, { agent, person }, { text: text || 'Hej', messageId: FIRST_MESSAGE });
}

/** To version 2, with tools that are there to be taken away. */
async function changeTools({ workspace: { tables, now } }: FuzzWorld): Promise<void> {
  const value = ['refund', 'refund_0', 'refund_1'].map((name) => aTool({ name }));
  const change = { field: 'tools' as const, value, what: 'tools', before: [], after: value };
  const by = { personId: 'per_olivia', name: 'Olivia' };
  await writeCapability(tables, { agentId: 'agt_invoice', version: 1 }, by, change, now());
}
