import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { removeMember, setMember } from '#shared/people/members.ts';
import { addTeam, deleteTeam, renameTeam } from '#shared/people/teams.ts';
import { teamRoutes } from '#shared/routes/people-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { changeTeamToggles } from '#shared/workspace/change-settings.ts';
import { teamsEnv } from './teams-env.ts';

const tables = openWorkTable(readEnv(teamsEnv));

export const handler = serveRoutes(tables, teamRoutes, {
  'POST /teams': async ({ person, body }) => json(201, await addTeam(tables, person, body.name)),
  'PUT /teams/{teamId}': async ({ person, body, param }) =>
    json(200, await renameTeam(tables, person, param('teamId'), body.name)),
  'DELETE /teams/{teamId}': async ({ person, param }) => {
    await deleteTeam(tables, person, param('teamId'));
    return json(200, { teamId: param('teamId') });
  },
  'PUT /teams/{teamId}/members/{personId}': async ({ body: { role }, param }) => {
    const member = { teamId: param('teamId'), personId: param('personId') };
    await setMember(tables, member.teamId, member.personId, role);
    return json(200, { ...member, role });
  },
  'DELETE /teams/{teamId}/members/{personId}': async ({ param }) => {
    const member = { teamId: param('teamId'), personId: param('personId') };
    await removeMember(tables, member.teamId, member.personId);
    return json(200, member);
  },
  'PUT /teams/{teamId}/capabilities': async ({ person, body, param }) =>
    json(200, await changeTeamToggles(tables, person.personId, param('teamId'), body)),
});
