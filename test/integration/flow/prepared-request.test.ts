import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpDeps, prepareRequest } from '../../../functions/execution/executors/http/prepare-request.ts';
import { ownCapability } from '../../../functions/execution/executors/own-capability.ts';
import { HttpInput } from '../../../shared/action/http-content.ts';
import { type EffectServer, startEffectServer } from '../../support/effect-server.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const SECRET = 'sk_test_4eC39HqLyjWDarjt';
const SETTINGS = {
  ...{ enabled: true, guardrail: { restrict: false, requireApproval: true } },
  secrets: { SHOP: { hosts: ['shop.example', 'elsewhere.example'] } },
};

describe('an approved request that needs a secret and a name', () => {
  const workspace = useWorkspace();
  let server: EffectServer;
  beforeAll(async () => {
    server = await startEffectServer((response) => response.writeHead(201).end());
    await workspace.allow({ http_request: SETTINGS });
  });
  afterAll(() => server.close());

  /** Executes an approved request, and says which state its row had when secret and name were asked for. */
  async function execute(host: string, its: Partial<HttpDeps>) {
    const input = { method: 'POST', url: `https://${host}/refunds`, headers: { authorization: '{{secret:SHOP}}' } };
    const { actionId } = await workspace.request('http_request', input);
    await workspace.press('per_olivia', actionId, 'approve');
    const asked: unknown[] = [];
    const note = async (what: string) => asked.push([what, (await workspace.rowOf(actionId))?.state]);
    const getSecret = async (name: string) => {
      await note(name);
      return SECRET;
    };
    const lookup = async (name: string): Promise<never> => {
      await note(name);
      throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    };
    const reach = { lookup, localHosts: new Map([['shop.example', { port: server.port }]]) };
    const prepare = prepareRequest({ now: () => new Date(), getSecret, reach, ...its });
    await workspace.execute({ pk: actionId, round: 1 }, ownCapability('http_request', HttpInput, prepare));
    return { asked, row: await workspace.rowOf(actionId) };
  }

  it('asks for its secret before it is claimed, and is sent with it', async () => {
    const { asked, row } = await execute('shop.example', {});
    expect(asked).toEqual([['SHOP', 'approved']]);
    expect(row).toMatchObject({ state: 'executed', attempt: 1 });
    expect(server.effects[0]?.headers.authorization).toBe(SECRET);
  });

  it('asks for its name before it is claimed; without an address it counts as a try, and comes again later', async () => {
    const { asked, row } = await execute('elsewhere.example', {});
    expect(asked).toEqual([
      ['SHOP', 'approved'],
      ['elsewhere.example', 'approved'],
    ]);
    expect(row).toMatchObject({ state: 'approved', attempt: 1, notBefore: expect.any(String) });
    expect(row).not.toHaveProperty('claimId');
  });

  it('is not sent without its secret', async () => {
    const before = server.effects.length;
    const { row } = await execute('shop.example', { getSecret: async () => undefined });
    expect(row).toMatchObject({ state: 'approved', attempt: 1 });
    expect(server.effects).toHaveLength(before);
  });

  it('is failed for good where its name leads inside', async () => {
    const reach = { lookup: async () => [{ address: '127.0.0.1' }], localHosts: new Map() };
    const { row } = await execute('elsewhere.example', { reach });
    expect(row).toMatchObject({ state: 'failed', outcome: { code: 'address_not_public' } });
  });
});
