import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { triggerRoutes } from '#shared/routes/trigger-routes.ts';
import { openWorkTable } from '#shared/tables.ts';
import { changeTrigger, createTrigger, newSecretOf } from './trigger/change-triggers.ts';
import { removeTrigger } from './trigger/remove-trigger.ts';
import { requireTrigger } from './trigger/require-trigger.ts';
import { showTrigger } from './trigger/show-trigger.ts';
import { testTrigger } from './trigger/test-trigger.ts';
import { triggersEnv } from './triggers-env.ts';

const env = readEnv(triggersEnv);
const tables = openWorkTable(env);
const deps = {
  ...{ tables, now: () => new Date() },
  schedules: {
    scheduler: new SchedulerClient({}),
    group: env.SCHEDULE_GROUP,
    target: { arn: env.SCHEDULE_TARGET, roleArn: env.SCHEDULE_ROLE, deadLetterArn: env.SCHEDULE_DEAD_LETTERS },
  },
  rules: {
    ...{ events: new EventBridgeClient({}), bus: env.EVENT_BUS, prefix: env.RULE_PREFIX },
    target: { arn: env.RULE_TARGET, deadLetterArn: env.RULE_DEAD_LETTERS },
  },
};
const shown = (trigger: Parameters<typeof showTrigger>[0]) =>
  showTrigger(trigger, { apiUrl: env.API_URL, agentDomain: env.AGENT_DOMAIN }, deps.now());

/** What starts agents, changed; `show.ts` shows it. */
export const handler = serveRoutes(tables, triggerRoutes, {
  'POST /agents/{agentId}/triggers': async ({ param, body }) => {
    const { trigger, ...secret } = await createTrigger(deps, param('agentId'), body);
    return json(201, { trigger: shown(trigger), ...secret });
  },
  'PUT /triggers/{triggerId}': async ({ by, param, body }) =>
    json(200, shown(await changeTrigger(deps, await requireTrigger(tables, by, param('triggerId')), body))),
  'DELETE /triggers/{triggerId}': async ({ by, param }) => {
    await removeTrigger(deps, await requireTrigger(tables, by, param('triggerId')));
    return json(200, { removed: true });
  },
  'POST /triggers/{triggerId}/secret': async ({ by, param, body }) =>
    json(200, await newSecretOf(deps, await requireTrigger(tables, by, param('triggerId')), body.overlapHours)),
  'POST /triggers/{triggerId}/test': async ({ by, param, body }) => {
    const trigger = await requireTrigger(tables, by, param('triggerId'));
    return json(202, { conversationId: await testTrigger(deps, trigger, body.data) });
  },
});
