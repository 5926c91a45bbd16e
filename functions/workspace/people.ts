import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { changeRole, invitePerson } from '#shared/people/people.ts';
import { openSignIns } from '#shared/people/people-pool.ts';
import { removePerson } from '#shared/people/remove-person.ts';
import { peopleRoutes } from '#shared/routes/people-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { peopleEnv } from './people-env.ts';

const env = readEnv(peopleEnv);
const deps = { tables: openWorkTable(env), signIns: openSignIns(env), now: () => new Date() };
const { tables } = deps;

export const handler = serveRoutes(tables, peopleRoutes, {
  'POST /people': async ({ person, body }) => json(201, await invitePerson(deps, person, body)),
  'PUT /people/{personId}': async ({ person, body, param }) =>
    json(200, await changeRole(tables, person, param('personId'), body.role)),
  'DELETE /people/{personId}': async ({ person, param }) => {
    await removePerson(deps, person, param('personId'));
    return json(200, { personId: param('personId') });
  },
});
