import { noteSettings } from './executor.ts';
import type { ActionState, Content, Item, Verdict, World } from './state.ts';

const VERDICTS: readonly Verdict[] = ['ask', 'allow', 'block'];
const STATE_OF = { allow: 'allowed', ask: 'pending', block: 'blocked' } as const satisfies Record<Verdict, ActionState>;

/** The settings change; whoever runs could have read them before and after. */
export function setVerdict(world: World, content: Content, choice: number): undefined {
  world.verdicts[content] = VERDICTS[choice % 3] ?? 'ask';
  noteForAll(world);
}

export function setHold(world: World, hold: boolean): undefined {
  world.hold = hold;
  noteForAll(world);
}

function noteForAll(world: World): undefined {
  for (const process of world.processes) if (process.what === 'executor') noteSettings(world, process);
}

/** An agent asks; the same request again is the same action. */
export function request(world: World, action: number, content: Content, isIdempotent: boolean): undefined {
  if (world.work[action]) return;
  world.idempotent[action] = isIdempotent;
  const state = STATE_OF[world.verdicts[content]];
  world.work[action] = {
    state,
    round: 1,
    pv: 0,
    content,
    hash: content,
    need: world.two ? 2 : 1,
    due: state === 'allowed',
    closes: -1,
  };
}

/** The request role, hostile: any attribute of any action item. It cannot reach the ledger or the settings. */
export function attack(world: World, action: number, what: number, value: number): undefined {
  const item = world.work[action];
  if (!item || world.design.mode !== 'attack') return;
  world.counts['hostile write']++;
  const states: ActionState[] = ['allowed', 'pending', 'approved', 'executed', 'rejected'];
  const lies: Partial<Item>[] = [
    { content: (value % 3) as Content },
    { hash: value % 3 },
    { content: (value % 3) as Content, hash: ((value >> 2) % 3) as Content },
    { state: states[value % 5] ?? 'pending', due: true },
    { round: value % 4 },
    { need: 1 },
    { pv: value % 2 === 0 ? 0 : 99 },
    { state: 'pending', round: value % 4, pv: 0 },
    { pv: value % 4, closes: value % 3 },
  ];
  world.work[action] = { ...item, ...lies[what % lies.length] };
}
