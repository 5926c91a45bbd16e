import { activityRoutes } from './activity-routes.ts';
import { agentReadRoutes, agentRoutes } from './agent-routes.ts';
import { decideRoutes, listRoutes, readRoutes, resolveRoutes } from './approval-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { capabilityChangeRoutes, capabilityRoutes, rehearsalRoutes } from './capability-routes.ts';
import { chatRoutes, conversationRoutes } from './conversation-routes.ts';
import {
  keyReadRoutes,
  keyRoutes,
  mcpRoutes,
  openApiRoutes,
  readActionRoutes,
  requestRoutes,
} from './elsewhere-routes.ts';
import { bellReadRoutes, bellRoutes, unsubscribePageRoutes, unsubscribeRoutes } from './notification-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { foundRoutes, peopleReadRoutes, peopleRoutes, teamReadRoutes, teamRoutes } from './people-routes.ts';
import type { Routes } from './route.ts';
import { triggerReadRoutes, triggerRoutes } from './trigger-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { holdRoutes, meRoutes, preferencesRoutes, settingsReadRoutes, settingsRoutes } from './workspace-routes.ts';

/** Every route that the API has, area by area: for documents and tests about all of them. */
export const allRoutes: Routes = {
  ...pageRoutes,
  ...{ ...meRoutes, ...preferencesRoutes },
  ...{ ...bellRoutes, ...bellReadRoutes, ...unsubscribePageRoutes, ...unsubscribeRoutes },
  ...{ ...listRoutes, ...readRoutes, ...decideRoutes, ...resolveRoutes, ...auditRoutes },
  ...{ ...conversationRoutes, ...chatRoutes, ...activityRoutes },
  ...{ ...agentReadRoutes, ...agentRoutes },
  ...{ ...capabilityRoutes, ...capabilityChangeRoutes, ...rehearsalRoutes },
  ...{ ...triggerReadRoutes, ...triggerRoutes },
  ...{ ...keyReadRoutes, ...keyRoutes, ...requestRoutes, ...readActionRoutes, ...mcpRoutes, ...openApiRoutes },
  ...webhookRoutes,
  ...{ ...peopleReadRoutes, ...peopleRoutes, ...teamReadRoutes, ...teamRoutes, ...foundRoutes },
  ...{ ...settingsReadRoutes, ...settingsRoutes, ...holdRoutes },
};
