import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { Action } from '../../shared/action/action.ts';
import { hashOf, openContent } from '../../shared/action/content.ts';
import { Agent } from '../../shared/agent/agent.ts';
import { AgentVersion } from '../../shared/agent/agent-version.ts';
import { Conversation, Message, messageSortKey } from '../../shared/agent/conversation.ts';
import { AgentKey, KeyEntry } from '../../shared/elsewhere/agent-key.ts';
import { Callback, CallbackSecret } from '../../shared/elsewhere/callback.ts';
import { derivedId } from '../../shared/ids.ts';
import { fold } from '../../shared/ledger/fold.ts';
import { actionIdOf, LedgerRow } from '../../shared/ledger/ledger.ts';
import { BellEntry, BellRead } from '../../shared/notification/bell.ts';
import { MailState } from '../../shared/notification/mail-state.ts';
import { Person } from '../../shared/people/person.ts';
import { Address } from '../../shared/trigger/mail-table.ts';
import { RefusalNote } from '../../shared/trigger/refusal.ts';
import { StartedRun } from '../../shared/trigger/started-run.ts';
import { AgentTrigger, Trigger, TriggerSecrets } from '../../shared/trigger/trigger.ts';
import { WorkspaceSettings } from '../../shared/workspace/settings.ts';

type Item = Record<string, unknown>;

const KINDS: Record<string, z.ZodType> = {
  ...{ action: Action, agent: Agent, conversation: Conversation, message: Message, person: Person },
  ...{ agent_version: AgentVersion, mail: MailState, bell: BellEntry, bell_read: BellRead },
  ...{ address: Address, agent_trigger: AgentTrigger, refusal: RefusalNote, started: StartedRun },
  ...{ trigger: Trigger, secret: TriggerSecrets, settings: WorkspaceSettings },
  ...{ key: AgentKey, key_entry: KeyEntry, callback: Callback, callback_secret: CallbackSecret },
};
/** Without a schema of their own. */
const BARE = ['delivery', 'directory', 'access', 'admins', 'team', 'member', 'chat', 'said', 'count'];

/** What people set up: a request may change who holds it and how a person is told, and else only the kinds that its route is there to change. */
const SET_UP = [
  'address',
  'agent',
  'agent_trigger',
  'person',
  'admins',
  'team',
  'member',
  'trigger',
  'secret',
  'settings',
  'directory',
  'access',
];

/**
 * What of the tables is half written, changed by a route that may not, or not readable: a sentence each.
 * @param before what *work* was before the route was fuzzed
 * @param changes kinds of items that the route may change
 */
export function wrongItems(before: Item[], work: Item[], ledger: Item[], changes: readonly string[] = []): string[] {
  const unreadable = [...work.flatMap(unreadableItem), ...ledger.flatMap(unreadableRow)];
  if (unreadable.length > 0) return unreadable;
  const rows = ledger.map((row) => LedgerRow.parse(row));
  const byAction = Map.groupBy(rows, (row) => actionIdOf(row));
  const actions = work.flatMap((item) => (item.kind === 'action' ? Action.parse(item) : []));
  const known = new Set(actions.map(({ actionId }) => actionId));
  return [
    ...actions.flatMap((action) => wrongAction(action, byAction.get(action.actionId) ?? [])),
    ...[...byAction.keys()].filter((actionId) => !known.has(actionId)).map((id) => `ledger has ${id}, work does not`),
    ...wrongConversations(work),
    ...wrongSetUp(before, work, changes),
  ];
}

function unreadableItem({ kind, pk, sk, ...item }: Item): string[] {
  if (BARE.includes(String(kind))) return [];
  const parsed = KINDS[String(kind)]?.safeParse({ kind, ...item });
  return parsed?.success ? [] : [`${pk} / ${sk} of kind ${kind} cannot be read`];
}

function unreadableRow(row: Item): string[] {
  return LedgerRow.safeParse(row).success ? [] : [`the ledger's row ${row.pk} ${row.round} cannot be read`];
}

export function wrongAction(action: Action, rows: LedgerRow[]): string[] {
  const { actionId, agentId, capability, content, hash, summary, state, pendingOf, pendingAt, proposed, edited } =
    action;
  const problems: string[] = [];
  try {
    openContent(capability, content);
  } catch (error) {
    problems.push(`its content cannot be opened: ${error}`);
  }
  if (hashOf(agentId, capability, content) !== hash) problems.push('its hash is of something else');
  if (!summary.isWellFormed()) problems.push('its summary is cut through a character');
  const waits = state === 'pending';
  if ((pendingOf !== undefined) !== waits || (pendingAt !== undefined) !== waits)
    problems.push(`it is ${state}, its list key is not`);
  if ((proposed === undefined) !== (edited === undefined)) problems.push('it is half edited');
  const folded = fold(rows);
  // The stream shows later what the ledger says; nothing shows what it never said.
  if (folded && (action.pv > folded.sum || (action.pv === folded.sum && folded.state !== state)))
    problems.push(`it shows ${state}, the ledger says ${folded.state}`);
  if (!folded && action.pv > 0) problems.push('it shows what no ledger row says');
  return problems.map((problem) => `${actionId}: ${problem}`);
}

/** A delivery, its conversation and all its messages stand or fall together. */
function wrongConversations(work: Item[]): string[] {
  const keys = new Set(work.map(({ pk, sk }) => `${pk} ${sk}`));
  const has = (id: string, sk: string) => keys.has(`CONVERSATION#${id} ${sk}`);
  const started = work.flatMap(({ kind, pk, sk }) => {
    if (kind === 'chat') return String(sk).split('#').slice(1);
    return kind === 'delivery' ? conversationOf(String(pk)) : [];
  });
  const conversations = work.flatMap((item) => (item.kind === 'conversation' ? Conversation.parse(item) : []));
  const missing = started.filter((id) => !has(id, 'PROFILE')).map((id) => `a delivery has no conversation ${id}`);
  const orphans = conversations.filter(({ conversationId }) => !started.includes(conversationId));
  const gaps = conversations.filter(({ conversationId, lastSeq }) => {
    return Array.from({ length: lastSeq }, (_, at) => messageSortKey(at + 1)).some((sk) => !has(conversationId, sk));
  });
  const count = work.filter(({ kind }) => kind === 'message').length;
  const told = conversations.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
  return [
    ...missing,
    ...orphans.map(({ conversationId }) => `${conversationId} was started by no delivery and no chat`),
    ...gaps.map(({ conversationId }) => `${conversationId} lacks a message`),
    ...(count === told ? [] : [`there are ${count} messages, and conversations count ${told}`]),
  ];
}

function conversationOf(pk: string): string {
  const [, triggerId = '', ...deliveryId] = pk.split('#');
  return derivedId('cnv', triggerId, deliveryId.join('#'));
}

function wrongSetUp(before: Item[], work: Item[], changes: readonly string[]): string[] {
  const others = SET_UP.filter((kind) => !changes.includes(kind));
  const theirs = (items: Item[]) =>
    items
      .filter(({ kind }) => others.includes(String(kind)))
      .map(({ hold, held, emailNotices, mutedAgents, standIn, ...item }) => item)
      .sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
  return isDeepStrictEqual(theirs(before), theirs(work)) ? [] : ['what people set up was changed by this route'];
}
