import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { readEnv } from '#shared/env.ts';
import { publishEvents } from '#shared/events/bus.ts';
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
const bus = { events: new EventBridgeClient({}), bus: env.EVENT_BUS };
const sayRightsLost = (personId: string) => publishEvents(bus, [{ name: 'rights.lost.v1', detail: { personId } }]);

export const handler = serveRoutes(tables, peopleRoutes, {
  'POST /people': async ({ person, body }) => json(201, await invitePerson(deps, person, body)),
  'PUT /people/{personId}': async ({ person, body, param }) => {
    const personId = param('personId');
    const changed = await changeRole(tables, person, personId, body.role);
    await sayRightsLost(personId);
    return json(200, changed);
  },
  'DELETE /people/{personId}': async ({ person, param }) => {
    const personId = param('personId');
    // Said also by who repeats a removal that was cut off before it.
    await removePerson(deps, person, personId, () => sayRightsLost(personId));
    return json(200, { personId });
  },
});
