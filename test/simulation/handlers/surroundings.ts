import { wakeRows } from '../../../infra/operate/wake-rows.ts';
import { dueShard } from '../../../shared/action/action.ts';
import { actionKey } from '../../../shared/action/action-table.ts';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import type { Tables } from '../../../shared/tables.ts';
import { settingsKey } from '../../../shared/workspace/settings.ts';
import { AGENT_ID, capabilitiesOf, sealed } from './contents.ts';
import { count } from './counted.ts';
import { noteSurroundings } from './scheduler.ts';
import { type Item, type Letter, type Row, rowId, type Verdict, type World } from './state.ts';
import { rowsOf } from './truth.ts';

/** Of a newer deployment. */
export const UNKNOWN_STATE = 'on_probation';

const VERDICTS: readonly Verdict[] = ['ask', 'allow', 'block'];

/** Past every handler, as somebody else with rights of their own would write. */
async function put(world: World, table: 'work' | 'ledger', Item: Item): Promise<void> {
  await world.lab.call('PutItem', { TableName: world.tables[table], Item });
  world.pump.hasNews = true;
}

export function agentItem(verdicts: readonly Verdict[], two: boolean): Item {
  return {
    ...{
      ...agentKey(AGENT_ID),
      kind: 'agent',
      agentId: AGENT_ID,
      name: 'Simulated',
      instructions: 'None.',
      version: 1,
    },
    ...{ model: { provider: 'rules', rules: [] }, access: { per_olivia: 'owner', per_miguel: 'edit' } },
    ...{ defaultAccess: 'none', hold: false, capabilities: capabilitiesOf(verdicts, two) },
  };
}

/** The settings change; whoever runs could have read them before and after. */
export async function setVerdict(world: World, action: number, choice: number): Promise<void> {
  world.verdicts[action] = VERDICTS[choice % 3] ?? 'ask';
  await writeSettings(world);
}

export async function setTwo(world: World, two: boolean): Promise<void> {
  world.two = two;
  await writeSettings(world);
}

async function writeSettings(world: World): Promise<void> {
  await put(world, 'work', agentItem(world.verdicts, world.two));
  for (const process of world.processes) noteSurroundings(process);
}

export async function setHold(world: World, hold: boolean): Promise<void> {
  world.hold = hold;
  await put(world, 'work', { ...settingsKey, kind: 'settings', hold });
  for (const process of world.processes) noteSurroundings(process);
}

/** The request role, hostile: any attribute of any action item. It cannot reach the ledger or the settings. */
export async function attack(world: World, action: number, what: number, value: number): Promise<void> {
  const known = world.actions[action];
  const item = known && world.items.get(known.actionId);
  if (!item) return;
  count(world, 'F19 hostile write');
  const content = sealed(known, LETTERS[value % 3] ?? 'a');
  const other = sealed(known, LETTERS[(value >> 2) % 3] ?? 'b');
  const states = ['allowed', 'pending', 'approved', 'executed', 'rejected'];
  const lies: Item[] = [
    { content: content.canonical },
    { hash: content.hash },
    { content: content.canonical, hash: other.hash },
    { state: states[value % 5], dueShard: dueShard(known.actionId), dueAt: new Date(0).toISOString() },
    { round: 1 + (value % 3) },
    { pv: value % 2 === 0 ? 0 : 99 },
    { state: 'pending', round: 1 + (value % 3), pv: 0 },
    { tainted: value % 2 === 0, judgement: { verdict: 'allow', rule: 'no_approval_needed', reasons: [] } },
  ];
  await writeItem(world, { ...item, ...lies[what % lies.length] });
}
const LETTERS: readonly Letter[] = ['a', 'b', 'c'];

async function writeItem(world: World, item: Item): Promise<void> {
  const actionId = String(item.actionId);
  await put(world, 'work', { ...actionKey(actionId), ...item });
  world.items.set(actionId, item);
}

export function takeSnapshot(world: World): void {
  world.snapshot = new Map(world.items);
}

/** *work* comes back from a backup, by its runbook: hold on, copy the items, wake the ledger by the operator's script. */
export async function restore(world: World): Promise<void> {
  const { snapshot } = world;
  // What was asked for after the backup is gone with it, and asking again is the agent's to do: not played.
  if (!snapshot || snapshot.size < world.items.size) return;
  count(world, 'F21 restored');
  await setHold(world, true);
  for (const item of snapshot.values()) await writeItem(world, item);
  if (world.mutation?.wakesNothing) return;
  await wakeRows({ tables: tablesOf(world), now: () => new Date(world.now), apply: true });
  await lookAtRows(world);
}

export function tablesOf({ lab: { client }, tables }: World): Tables {
  return { client, ...tables };
}

/** The rows as they are, after somebody wrote them whom the simulation does not watch. */
export async function lookAtRows(world: World): Promise<void> {
  const { Items } = await world.lab.call('Scan', { TableName: world.tables.ledger, ConsistentRead: true });
  for (const row of Items as Row[]) world.rows.set(rowId(row), row);
  world.pump.hasNews = true;
}

export async function writeRow(world: World, row: Row): Promise<void> {
  await put(world, 'ledger', row);
  world.rows.set(rowId(row), row);
}

/** A newer deployment writes a row in a state, or with an attribute, that this one does not know; and takes the state back. */
export async function deploy(world: World, action: number, kind: number): Promise<void> {
  const { actionId = '' } = world.actions[action] ?? {};
  const rows = rowsOf(world, actionId);
  const row = rows.find(({ state }) => state === 'approved' || state === 'half' || state === 'uncertain');
  const isStrange = rows.some((each) => world.strange.has(rowId(each)));
  if (isStrange) return takeBack(world);
  if (!row) return;
  count(world, kind % 2 === 0 ? 'F20 unknown state' : 'F20 unknown attribute');
  if (kind % 2 === 1) world.newer.add(rowId(row));
  if (kind % 2 === 1) return writeRow(world, { ...row, v: row.v + 1, ofNewerSchema: { kept: true } });
  world.strange.set(rowId(row), row);
  await writeRow(world, { ...row, v: row.v + 1, state: UNKNOWN_STATE });
}

export async function takeBack(world: World): Promise<void> {
  for (const [id, before] of world.strange) {
    const now = world.rows.get(id);
    if (now?.state !== UNKNOWN_STATE || now.v !== before.v + 1)
      world.broken ??= `F20 a row in a state that nobody knows was changed to ${now?.state}`;
    await writeRow(world, { ...before, v: before.v + 2 });
  }
  world.strange.clear();
}
