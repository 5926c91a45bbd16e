import type * as z from 'zod';
import type { activityRoutes } from '#shared/routes/activity-routes.ts';
import type { agentReadRoutes, agentRoutes } from '#shared/routes/agent-routes.ts';
import type { APPROVAL_REPLIES, ApprovalCard, PendingPage } from '#shared/routes/approval-replies.ts';
import type { auditRoutes } from '#shared/routes/audit-routes.ts';
import type { capabilityChangeRoutes, capabilityRoutes, rehearsalRoutes } from '#shared/routes/capability-routes.ts';
import type { chatRoutes, conversationRoutes } from '#shared/routes/conversation-routes.ts';
import type { keyReadRoutes, keyRoutes } from '#shared/routes/elsewhere-routes.ts';
import type { bellReadRoutes, bellRoutes } from '#shared/routes/notification-routes.ts';
import type {
  foundRoutes,
  peopleReadRoutes,
  peopleRoutes,
  teamReadRoutes,
  teamRoutes,
} from '#shared/routes/people-routes.ts';
import type { triggerReadRoutes, triggerRoutes } from '#shared/routes/trigger-routes.ts';
import type {
  holdRoutes,
  meRoutes,
  preferencesRoutes,
  settingsReadRoutes,
  settingsRoutes,
} from '#shared/routes/workspace-routes.ts';

/** The card as the API answers it; its content may be of a kind that this page does not know yet. */
export type Card = Omit<ApprovalCard, 'content' | 'proposed'> & {
  content?: Record<string, unknown> | undefined;
  proposed?: Record<string, unknown> | undefined;
};
export type PendingItem = PendingPage['items'][number];
export type Decided = z.output<(typeof APPROVAL_REPLIES)['POST /approvals/{actionId}/decision'][200]>;

/** GET /console/config.json */
export type Config = { issuer: string; clientId: string };

/** What the routes of an area answer where all goes well, by their reply schemas. */
type RepliesOf<R> = {
  [K in keyof R]: R[K] extends { replies: infer P } ? Output<P[keyof P & (200 | 201 | 202)]> : never;
};
/** The routes of approvals have their replies apart, so that decide takes no schema of them with it. */
type ApprovalRoutes = { [K in keyof typeof APPROVAL_REPLIES]: { replies: (typeof APPROVAL_REPLIES)[K] } };
type Output<S> = S extends z.ZodType ? z.output<S> : unknown;

/**
 * What each route answers. A page of a new area adds its routes here: by hand, or all of an area at once with
 * `extends RepliesOf<typeof peopleRoutes>`, where their reply schemas say it (a type import, so no zod gets into the page).
 */
export interface Replies
  extends Omit<RepliesOf<ApprovalRoutes>, 'GET /approvals/{actionId}'>,
    RepliesOf<Pick<typeof auditRoutes, 'GET /approvals/{actionId}/audit'>>,
    RepliesOf<typeof foundRoutes>,
    RepliesOf<typeof holdRoutes>,
    RepliesOf<typeof activityRoutes>,
    RepliesOf<typeof bellRoutes>,
    RepliesOf<typeof bellReadRoutes>,
    RepliesOf<typeof conversationRoutes>,
    RepliesOf<typeof chatRoutes>,
    RepliesOf<typeof agentReadRoutes>,
    RepliesOf<typeof agentRoutes>,
    RepliesOf<typeof peopleReadRoutes>,
    RepliesOf<typeof peopleRoutes>,
    RepliesOf<typeof teamReadRoutes>,
    RepliesOf<typeof teamRoutes>,
    RepliesOf<typeof settingsReadRoutes>,
    RepliesOf<typeof settingsRoutes>,
    RepliesOf<typeof meRoutes>,
    RepliesOf<typeof preferencesRoutes>,
    RepliesOf<typeof capabilityRoutes>,
    RepliesOf<typeof capabilityChangeRoutes>,
    RepliesOf<typeof rehearsalRoutes>,
    RepliesOf<typeof keyReadRoutes>,
    RepliesOf<typeof keyRoutes>,
    RepliesOf<typeof triggerReadRoutes>,
    RepliesOf<typeof triggerRoutes> {
  'GET /approvals/{actionId}': Card;
}
export type RouteKey = keyof Replies;
export type ReadRoute = Extract<RouteKey, `GET ${string}`>;
export type ChangeRoute = Exclude<RouteKey, ReadRoute>;
