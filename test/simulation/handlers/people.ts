import { hashOf } from '../../../shared/action/content.ts';
import { fold } from '../../../shared/ledger/fold.ts';
import { checkAnswer, isStored } from './check-answer.ts';
import { AGENT_ID, inputOf, sealed } from './contents.ts';
import { count } from './counted.ts';
import { onEnd, start } from './scheduler.ts';
import { type Click, type Letter, type Process, rowId, type World } from './state.ts';
import { rowsOf, truthOf } from './truth.ts';

const PEOPLE = ['per_olivia', 'per_miguel', 'per_ada'];

/** What a person's card says now: computed from what is stored, as the page does. */
function cardOf(world: World, action: number) {
  const { actionId = '', capability = 'send_email' } = world.actions[action] ?? {};
  const item = world.items.get(actionId);
  const folded = fold(rowsOf(world, actionId) as never);
  const hash = item && hashOf(AGENT_ID, capability, String(item.content));
  return hash === undefined ? undefined : { hash, round: folded?.round ?? 1, highest: folded?.highest ?? 0 };
}

type Press = { action: number; person: number; verdict: Click['verdict']; edit?: Letter | 'huge'; isOld: boolean };

/** A person opens a card and presses a button; the card may be one that was opened a while ago. */
export function press(world: World, { action, person, verdict, edit, isOld }: Press, skewMs: number) {
  const seen = cardOf(world, action);
  if (!seen) return undefined;
  const shown = { agentId: AGENT_ID, hash: seen.hash, round: verdict === 'send_again' ? seen.highest : seen.round };
  const old = world.looks.find((look) => look.action === action && look.verdict === verdict);
  const known = world.actions[action] ?? { capability: 'send_email' as const };
  const decisionId = `dec_${String(world.lastId).padStart(12, '0')}`;
  const edited = edit && (edit === 'huge' ? hugeInput(known.capability) : inputOf(known.capability, edit));
  const about = isOld && old ? { ...shown, round: old.round, hash: old.agreed } : shown;
  const asked = { verdict, decisionId, shown: about, notifyAgent: person === 0, ...(edited ? { edited } : {}) };
  const agreed = edit && edit !== 'huge' ? sealed(known, edit).hash : about.hash;
  const click: Click = {
    ...{ action, personId: PEOPLE[person % 3] ?? '', verdict, decisionId, round: about.round, agreed },
    ...{ hasEdit: edit !== undefined, body: JSON.stringify(asked), times: 0 },
  };
  if (!edit) world.looks.push(click);
  world.clicks.push(click);
  return send(world, click, skewMs);
}

/** What no item of the table can hold. */
export function hugeInput(capability: string) {
  const text = `content a ${'x'.repeat(400_000)}`;
  return capability === 'send_email'
    ? { to: ['dana@customer.example'], subject: 'a', text }
    : { tool: 'refund', input: { text } };
}

/** The click goes over the network, once more where it did before. */
export function send(world: World, click: Click, skewMs: number): Promise<Process> {
  click.times++;
  if (click.times > 1) count(world, 'F11 click repeated');
  const actionId = world.actions[click.action]?.actionId ?? '';
  const event = httpEvent('POST /approvals/{actionId}/decision', { actionId }, click.body, click.personId);
  const { decide } = world.lab.handlers;
  const wasStored = isStored(world, click);
  const about = `${click.verdict} by ${click.personId}`;
  return start(world, 'decide', { about, click, skewMs, row: { pk: actionId, round: click.round } }, () =>
    decide(event),
  ).then((process) => {
    onEnd(process, (result) => checkAnswer(process, click, result, wasStored));
    return process;
  });
}

export function httpEvent(
  routeKey: string,
  pathParameters: Record<string, string>,
  body: string,
  sub: string,
  headers = {},
) {
  const claims = { sub, token_use: 'access', auth_time: 1_700_000_000 };
  const requestContext = { requestId: 'req', authorizer: { jwt: { claims } } };
  return {
    version: '2.0',
    routeKey,
    headers,
    pathParameters,
    body,
    isBase64Encoded: false,
    requestContext,
  } as never;
}

/** "I checked", of the first uncertain row: the person says what is true. */
export function lookAndSay(world: World, action: number, skewMs: number) {
  const { actionId = '' } = world.actions[action] ?? {};
  const row = rowsOf(world, actionId).find(({ state }) => state === 'uncertain');
  if (!row) return undefined;
  const said = truthOf(world, row).effects > 0 ? 'sent' : 'not_sent';
  const body = JSON.stringify({ said, shown: { agentId: AGENT_ID, round: row.round, v: row.v } });
  const { resolve } = world.lab.handlers;
  const event = httpEvent('POST /approvals/{actionId}/resolution', { actionId }, body, 'per_olivia');
  return start(world, 'resolve', { about: `${rowId(row)} ${said}`, skewMs }, () => resolve(event));
}

/** All of an agent that waits, withdrawn at once: the safe direction. */
export function withdrawAll(world: World, skewMs: number) {
  const { decide } = world.lab.handlers;
  const event = httpEvent(
    'POST /agents/{agentId}/withdrawal',
    { agentId: AGENT_ID },
    JSON.stringify({ confirm: 'Simulated' }),
    'per_olivia',
  );
  return start(world, 'withdraw all', { about: AGENT_ID, skewMs }, () => decide(event));
}
