import { describe, expect, it } from 'vitest';
import { runChaos } from '../chaos/run-chaos.ts';

/**
 * `npm run chaos` is this for longer: with the host killed too (`restart.test.ts` does that once), and agents cut in their
 * midst, whose conversations wait for minutes until their lease is over.
 */
describe('functions are cut in their midst while 12 actions go through', () => {
  it('loses nothing and does nothing twice', async () => {
    const options = { actions: 12, kills: 0, spared: ['AgentRun'], seed: 3, drainMs: 2_000, say: () => undefined };
    const { broken, open, ledger, cuts, clicks } = await runChaos(options);
    expect(broken).toEqual([]);
    // What a dead executor claimed stays claimed for three minutes; nothing else may be open.
    expect(open.filter((what) => !what.endsWith('is approved') && !what.endsWith('is allowed'))).toEqual([]);
    expect(ledger.all?.requested).toBeGreaterThanOrEqual(12);
    expect(clicks.acknowledged).toBeGreaterThanOrEqual(12);
    expect(Object.values(cuts).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
  });
});
