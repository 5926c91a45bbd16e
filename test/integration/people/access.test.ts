import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANSWERS, CALLERS, type CallerKind } from '../../../infra/docs/access-answers.ts';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import { json } from '../../../shared/http.ts';
import { personKey } from '../../../shared/people/person-table.ts';
import { allRoutes } from '../../../shared/routes/all-routes.ts';
import { isForPeople, type Route } from '../../../shared/routes/route.ts';
import { type Implementations, serveRoutes } from '../../../shared/routes/serve.ts';
import { agentOf } from '../../support/members.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

type AnyRoutes = Record<string, Route>;
const all = Object.entries(allRoutes as AnyRoutes);
/** Let in or refused before the implementation; the others check it in reads of their own, and have tests of their own. */
const enforced = all.filter(([, route]) => isForPeople(route) && !route.checkedInside);
const kinds = Object.keys(CALLERS) as CallerKind[];

const TEAM = 'tea_matrix';
const PARAMS = { agentId: 'agt_matrix', teamId: TEAM, personId: 'per_other' };
const TEAMS: Partial<Record<CallerKind, Record<string, string>>> = {
  team_member: { [TEAM]: 'member' },
  team_admin: { [TEAM]: 'admin' },
  other_team_admin: { tea_other: 'admin' },
};
const PEOPLE = ['guest', 'member', 'use', 'edit', 'owner', 'team_member', 'team_admin', 'other_team_admin', 'admin'];

describe('every route, called by every kind of caller', () => {
  const workspace = useWorkspace();
  beforeAll(async () => {
    const put = (Item: object) => workspace.tables.client.send(new PutCommand({ TableName: 'work', Item }));
    for (const kind of PEOPLE as CallerKind[]) {
      const role = kind === 'guest' || kind === 'admin' ? kind : 'member';
      const about = { kind: 'person', personId: `per_${kind}`, name: kind, email: `${kind}@acme.example`, role };
      await put({ ...personKey(`per_${kind}`), ...about, teams: TEAMS[kind] ?? {}, emailNotices: false });
    }
    const access = { per_use: 'use', per_edit: 'edit', per_owner: 'owner' };
    const agent = { ...(await agentOf(workspace.tables, 'agt_stock')), agentId: 'agt_matrix', teamId: TEAM, access };
    await put({ ...agentKey('agt_matrix'), ...agent, defaultAccess: 'none' });
  });

  const call = async (routeKey: string, kind: CallerKind, params: object = PARAMS) => {
    const answers = Object.fromEntries(enforced.map(([key]) => [key, async () => json(200, {})]));
    const handler = serveRoutes(workspace.tables, allRoutes as AnyRoutes, answers as Implementations<AnyRoutes>);
    const claims = { sub: `per_${kind}`, token_use: kind === 'id_token' ? 'id' : 'access', auth_time: '1772442000' };
    // The authorizer lets no other token reach a function; one that came without its claims is refused all the same.
    const isStopped = kind === 'nobody' || kind === 'agent_key' || kind === 'other_pool';
    const requestContext = { requestId: 'r', ...(isStopped ? {} : { authorizer: { jwt: { claims } } }) };
    return handler({ routeKey, headers: {}, pathParameters: params, requestContext, isBase64Encoded: false } as never);
  };

  it.each(enforced)('%s', async (routeKey, { access }) => {
    const found = await Promise.all(
      kinds.map(async (kind) => {
        const { statusCode = 0 } = await call(routeKey, kind);
        // Who is let in with nothing in the body is told what it lacks.
        return [kind, [401, 403, 404].includes(statusCode) ? statusCode : 'yes'];
      }),
    );
    expect(Object.fromEntries(found)).toEqual(ANSWERS[access]);
  });

  it('answers for what is not theirs as for what is not there, to the letter', async () => {
    for (const [routeKey] of enforced.filter(([key]) => key.includes('{agentId}') || key.includes('{teamId}'))) {
      const theirs = await call(routeKey, 'member');
      const nothing = await call(routeKey, 'member', { ...PARAMS, agentId: 'agt_none', teamId: 'tea_none' });
      if (theirs.statusCode === 404) expect(theirs).toEqual(nothing);
    }
  });
});
