import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessItems, type SomeAgent, type Somebody } from '../../support/access-world.ts';
import { ALL_ROUTES, type Params, serveAllRoutes } from '../../support/served-routes.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const PEOPLE = ['per_r0', 'per_r1', 'per_r2', 'per_r3'];
const TEAMS = ['tea_r0', 'tea_r1'];
const level = fc.constantFrom('none', 'use', 'edit', 'owner');

/** Who is what, and who may do what with which agent: made up anew in each run. */
const worlds = fc.record({
  people: fc.tuple(
    ...PEOPLE.map((personId) =>
      fc.record({
        ...{ personId: fc.constant(personId), role: fc.constantFrom('member', 'member', 'guest', 'admin') },
        teams: fc.dictionary(fc.constantFrom(...TEAMS), fc.constantFrom('admin', 'member', 'guest'), { maxKeys: 1 }),
      }),
    ),
  ),
  agents: fc.tuple(
    ...[0, 1, 2, 3].map((n) =>
      fc.record({
        ...{ agentId: fc.constant(`agt_r${n}`), teamId: fc.constantFrom(undefined, ...TEAMS), defaultAccess: level },
        access: fc.dictionary(fc.constantFrom(...PEOPLE), fc.constantFrom('use', 'edit', 'owner'), { maxKeys: 2 }),
        chatPersonId: fc.constantFrom(...PEOPLE),
      }),
    ),
  ),
});

/** The rules of access as `docs/people.md` says them, written down once more. */
function levelOf({ personId, role, teams = {} }: Somebody, { teamId, access, defaultAccess }: SomeAgent): number {
  if (role === 'admin' || (teamId && teams[teamId] === 'admin')) return 3;
  const isMember = teamId ? teams[teamId] === 'member' : role === 'member';
  const of = (name: string) => ['none', 'use', 'edit', 'owner'].indexOf(name);
  return Math.max(of(access[personId] ?? 'none'), isMember ? of(defaultAccess) : 0);
}

function isOutside(access: string, person: Somebody, agent: SomeAgent): boolean {
  const has = levelOf(person, agent);
  if (access === 'team_member' || access === 'team_admin')
    return person.role !== 'admin' && !person.teams?.[agent.teamId ?? ''];
  if (!['approval_decide', 'conversation', 'own_chat'].includes(access)) return has === 0;
  return has < 2 && !(has === 1 && agent.chatPersonId === person.personId);
}

const NEEDED = /\{(agentId|actionId|conversationId|triggerId|teamId)\}/;
const GUESSED = ALL_ROUTES.filter(
  // What is for admins only answers others the same whatever they name; a webhook is for who signs.
  ([key, { access }]) => NEEDED.test(key) && access !== 'admin' && access !== 'signature',
);
const GONE = /^DELETE/;

const id = (prefix: string) => fc.stringMatching(/^[0-9a-z]{26}$/).map((rest) => `${prefix}_${rest}`);
const guesses = fc.record({
  ...{ agentId: id('agt'), actionId: id('act'), conversationId: id('cnv'), triggerId: id('trg') },
  ...{ keyId: id('key'), teamId: id('tea') },
});
const others = { personId: 'per_r0', capability: 'send_email', tool: 'refund' };

describe('whoever guesses ids', () => {
  const workspace = useWorkspace();

  it('learns nothing: what is not theirs is answered as what is not there, to the letter', async () => {
    const seed = Date.now() & 0x7fffffff;
    const [world] = fc.sample(worlds, { numRuns: 1, seed });
    if (!world) throw new Error('No world');
    const items = accessItems(workspace);
    for (const person of world.people) await items.person(person);
    const ids: (Params & { key: string })[] = [];
    for (const agent of world.agents) ids.push(await items.agent(agent));
    const serve = await serveAllRoutes(workspace);
    const at = fc.nat({ max: 3 });
    const seen = { outside: 0, inside: 0 };
    await fc.assert(
      fc.asyncProperty(at, at, at, fc.constantFrom(...GUESSED), guesses, async (who, whose, mixed, route, guess) => {
        const [routeKey, { access }] = route;
        const [person, agent] = [world.people[who], world.agents[whose]] as [Somebody, SomeAgent];
        const { key: _, ...theirs } = ids[whose] as Params & { key: string };
        const calling =
          access === 'agent_key'
            ? { bearer: ids[who]?.key ?? '' }
            : { claims: { sub: person.personId, token_use: 'access', auth_time: '1772442000' } };
        // A decision names the agent too: whoever has rights on another one reaches nothing by naming that.
        const named = routeKey.includes('/approvals/') && who % 2 ? { agentId: ids[mixed]?.agentId ?? '' } : {};
        const params = { ...theirs, ...others, ...named };
        const outside = access === 'agent_key' ? who !== whose : isOutside(access, person, agent);
        if (!outside && (GONE.test(routeKey) || !routeKey.startsWith('GET'))) return;
        const found = await serve(routeKey, calling, params);
        seen[outside ? 'outside' : 'inside']++;
        if (!outside) return void expect(found.statusCode, routeKey).not.toBe(404);
        expect(found.statusCode, routeKey).toBe(404);
        expect(await serve(routeKey, calling, { ...params, ...guess })).toEqual(found);
      }),
      { numRuns: 400, seed },
    );
    expect(seen.outside).toBeGreaterThan(0);
    expect(seen.inside).toBeGreaterThan(0);
  });

  it('of a key of another agent neither, who owns an agent', async () => {
    const items = accessItems(workspace);
    await items.person({ personId: 'per_keys' });
    const about = { defaultAccess: 'none', chatPersonId: 'per_keys' };
    const own = await items.agent({ ...about, agentId: 'agt_own', access: { per_keys: 'owner' } });
    const other = await items.agent({ ...about, agentId: 'agt_other', access: {} });
    const serve = await serveAllRoutes(workspace);
    const claims = { sub: 'per_keys', token_use: 'access', auth_time: '1772442000' };
    const revoke = (keyId = '') =>
      serve('DELETE /agents/{agentId}/keys/{keyId}', { claims }, { agentId: own.agentId ?? '', keyId });
    const theirs = await revoke(other.keyId);
    expect(theirs).toEqual(await revoke('key_0123456789'));
    expect(theirs.statusCode).toBe(404);
    expect((await revoke(own.keyId)).statusCode).toBe(200);
  });
});
