import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editAccess } from '../../../shared/agent/agents.ts';
import { changeRole, invitePerson, listPeople } from '../../../shared/people/people.ts';
import type { Role } from '../../../shared/people/person.ts';
import { readPerson } from '../../../shared/people/person-table.ts';
import { removePerson } from '../../../shared/people/remove-person.ts';
import { changeSettings } from '../../../shared/workspace/change-settings.ts';
import { readSettings } from '../../../shared/workspace/settings.ts';
import { startTestCognito } from '../../support/cognito.ts';
import { agentOf, personOf } from '../../support/members.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

/** Others are told of what waited: see the chain of who is told. */
const tellOthers = async () => undefined;

describe('people come and go', () => {
  const workspace = useWorkspace();
  let cognito: Awaited<ReturnType<typeof startTestCognito>>;
  beforeAll(async () => {
    cognito = await startTestCognito();
  });
  afterAll(() => cognito.close());
  const deps = () => ({ tables: workspace.tables, signIns: cognito.signIns, now: workspace.now });
  const ada = () => personOf(workspace.tables, 'per_ada');
  const invite = async (email: string, role: Role = 'member') =>
    invitePerson(deps(), await ada(), { email, name: email.split('@')[0] ?? '', role, teams: {} });

  it('invites by email, and who is invited is in the workspace', async () => {
    const { personId } = await invite('nina@acme.example', 'guest');
    expect(cognito.users.find('nina@acme.example')).toMatchObject({ sub: personId });
    expect(cognito.mails.map(({ to }) => to)).toContainEqual(['nina@acme.example']);
    expect(await readPerson(workspace.tables, personId)).toMatchObject({ role: 'guest', emailNotices: false });
  });

  it('finishes an invitation that was cut off after the user was made', async () => {
    const { sub } = cognito.users.add('half@acme.example');
    expect(await invite('half@acme.example')).toMatchObject({ personId: sub });
    await expect(invite('half@acme.example')).rejects.toMatchObject({ code: 'PERSON_EXISTS' });
  });

  it('invites only addresses of the domains that are allowed, and makes no user for others', async () => {
    const { version, capabilities } = await readSettings(workspace.tables);
    const change = { capabilities, emailContent: false, remindAfterHours: null };
    await changeSettings(workspace.tables, 'per_ada', { ...change, allowedDomains: ['acme.example'], version });
    await expect(invite('eve@evil.example')).rejects.toMatchObject({ code: 'DOMAIN_NOT_ALLOWED' });
    expect(cognito.users.find('eve@evil.example')).toBeUndefined();
    const stale = changeSettings(workspace.tables, 'per_ada', { ...change, allowedDomains: [], version });
    await expect(stale).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('shows members names, and admins the rest', async () => {
    const forMiguel = await listPeople(workspace.tables, await personOf(workspace.tables, 'per_miguel'));
    expect(forMiguel).toContainEqual({ personId: 'per_olivia', name: 'Olivia Owner' });
    const forAda = await listPeople(workspace.tables, await ada());
    expect(forAda).toContainEqual(expect.objectContaining({ email: 'olivia@acme.example', role: 'member' }));
  });

  it('takes away everything with the person: membership, sign-in, and what agents gave them', async () => {
    const { personId } = await invite('leaves@acme.example');
    const agent = await agentOf(workspace.tables, 'agt_shop');
    const access = { ...agent.access, [personId]: 'owner' as const };
    await editAccess(workspace, { person: await ada(), agent }, { ...agent, access });
    await removePerson(deps(), await ada(), personId, tellOthers);
    expect(await readPerson(workspace.tables, personId)).toBeUndefined();
    expect(cognito.users.find(personId)).toBeUndefined();
    expect((await agentOf(workspace.tables, 'agt_shop')).access).toEqual(agent.access);
    expect((await listPeople(workspace.tables, await ada())).map((one) => one.personId)).not.toContain(personId);
    await expect(removePerson(deps(), await ada(), personId, tellOthers)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps the last admin: neither removed nor given another role', async () => {
    const by = await ada();
    await expect(removePerson(deps(), by, 'per_ada', tellOthers)).rejects.toMatchObject({ code: 'LAST_ADMIN' });
    const tried = changeRole(workspace.tables, by, 'per_ada', 'member');
    await expect(tried).rejects.toMatchObject({ code: 'LAST_ADMIN' });
  });

  it('takes nothing from an admin who is none any more, though their page still says so', async () => {
    const { personId } = await invite('once@acme.example', 'admin');
    const stale = await personOf(workspace.tables, personId);
    await changeRole(workspace.tables, await ada(), personId, 'member');
    const tried = changeRole(workspace.tables, stale, 'per_miguel', 'admin');
    await expect(tried).rejects.toMatchObject({ code: 'NOT_ADMIN' });
  });

  const admins = async (...ids: string[]) => {
    const people = await Promise.all(ids.map((id) => readPerson(workspace.tables, id)));
    return people.flatMap((person) => (person?.role === 'admin' ? [person] : []));
  };

  it('keeps one of two admins who demote each other in the same second', async () => {
    const { personId } = await invite('demotes@acme.example', 'admin');
    const [one, other] = [await ada(), await personOf(workspace.tables, personId)];
    const tries = await Promise.allSettled([
      changeRole(workspace.tables, one, personId, 'member'),
      changeRole(workspace.tables, other, 'per_ada', 'member'),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await admins('per_ada', personId);
    expect(left).toHaveLength(1);
    for (const by of left) await changeRole(workspace.tables, by, 'per_ada', 'admin');
    await changeRole(workspace.tables, await ada(), personId, 'member');
  });

  it('keeps one of two admins who remove each other in the same second', async () => {
    const { personId } = await invite('removes@acme.example', 'admin');
    const [one, other] = [await ada(), await personOf(workspace.tables, personId)];
    const tries = await Promise.allSettled([
      removePerson(deps(), one, personId, tellOthers),
      removePerson(deps(), other, 'per_ada', tellOthers),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await admins('per_ada', personId)).toHaveLength(1);
  });
});
