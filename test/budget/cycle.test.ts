import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { measureCycle, totalOf } from './measure-cycle.ts';
import { BUDGET, printCycle } from './print-cycle.ts';

describe('an approval cycle of 1 KB content, from the request to the close', () => {
  let workspace: TestWorkspace;
  let cycle: Awaited<ReturnType<typeof measureCycle>>;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
    cycle = await measureCycle(workspace);
    process.stdout.write(`${printCycle(cycle.steps)}\n`);
  });
  afterAll(() => workspace.close());
  const named = (word: string) => cycle.steps.find(({ step }) => step.startsWith(word));

  it('ran to its end, and is closed', async () => {
    expect(await workspace.stateOf(cycle.actionId)).toBe('executed');
    const row = await workspace.rowOf(cycle.actionId);
    expect(row).toMatchObject({ state: 'executed' });
    expect(row).not.toHaveProperty('dueAt');
  });

  it('keeps to its budget of item writes, write units and read units, indexes included', () => {
    const { itemWrites, writeUnits, readUnits } = totalOf(cycle.steps);
    expect.soft(itemWrites).toBeLessThanOrEqual(BUDGET.itemWrites);
    expect.soft(writeUnits).toBeLessThanOrEqual(BUDGET.writeUnits);
    expect.soft(readUnits).toBeLessThanOrEqual(BUDGET.readUnits);
  });

  it.each(['Request', 'Decide'])('takes two round trips at most: %s', (word) => {
    expect(named(word)?.roundTrips).toBeGreaterThan(0);
    expect(named(word)?.roundTrips).toBeLessThanOrEqual(BUDGET.roundTrips);
  });
});
