import { dueShard, pendingOf } from '../../../shared/action/action.ts';
import { derivedId } from '../../../shared/ids.ts';
import type { Section } from '../section.ts';
import { number, table } from '../table.ts';

const KEYS: Record<string, (id: string) => string> = {
  'Questions of one agent that wait (`pending`)': (id) => pendingOf('agt_one', id),
  'Open work that the sweep looks at (`due`)': dueShard,
};

/** A million ids through the functions that spread index keys: the hottest shard, against an even share. */
export const keyHeat: Section = async ({ quick }) => {
  const ids = Array.from({ length: quick ? 10_000 : 1_000_000 }, (_, i) => derivedId('act', 'run_1', `call_${i}`));
  const rows = Object.entries(KEYS).map(([name, keyOf]) => {
    const counts = new Map<string, number>();
    for (const key of ids.map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
    const share = ids.length / counts.size;
    return { name, shards: counts.size, worst: Math.max(...counts.values()) / share };
  });
  const cells = rows.map(({ name, shards, worst }) => [name, shards, number(worst)]);
  return { numbers: rows, tables: { 'key heat': table(['Key', 'Shards', 'Hottest, × its share'], cells) } };
};
