import type { ActivitySearch } from './activity-search.ts';

/** How often a list of actions is read again: what lies behind changes little, and to look for something reads much. */
export function everyOf({ before, capability, state }: ActivitySearch): number {
  if (before) return 0;
  return capability || state ? 20_000 : 4_000;
}
