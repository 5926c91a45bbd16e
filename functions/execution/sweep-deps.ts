import type { Bus } from '#shared/events/bus.ts';
import type { Executors } from '#shared/execution/invoke-executor.ts';
import type { Tables } from '#shared/tables.ts';

/** What the sweep reaches. */
export type SweepDeps = { tables: Tables; executors: Executors; bus: Bus; now: () => Date };

/** Whether actions of an agent are on hold, by it or by the workspace. */
export type IsHeld = (agentId: string) => Promise<boolean>;
