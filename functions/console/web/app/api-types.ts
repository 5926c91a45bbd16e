import type * as z from 'zod';
import type { activityRoutes } from '#shared/routes/activity-routes.ts';
import type { agentReadRoutes, agentRoutes } from '#shared/routes/agent-routes.ts';
import type { capabilityChangeRoutes, capabilityRoutes, rehearsalRoutes } from '#shared/routes/capability-routes.ts';
import type { chatRoutes, conversationRoutes } from '#shared/routes/conversation-routes.ts';
import type { keyReadRoutes, keyRoutes } from '#shared/routes/elsewhere-routes.ts';
import type { bellReadRoutes, bellRoutes } from '#shared/routes/notification-routes.ts';
import type { peopleReadRoutes, peopleRoutes, teamReadRoutes, teamRoutes } from '#shared/routes/people-routes.ts';
import type { Routes } from '#shared/routes/route.ts';
import type { triggerReadRoutes, triggerRoutes } from '#shared/routes/trigger-routes.ts';
import type {
  meRoutes,
  preferencesRoutes,
  settingsReadRoutes,
  settingsRoutes,
} from '#shared/routes/workspace-routes.ts';

/** What this page reads of the API's answers; anything more in them is left alone. */
export type Reason = { rule: string; verdict: string; field?: string | undefined; recipient?: string | undefined };

export type HistoryEntry = {
  round: number;
  v: number;
  verdict: string;
  state: string;
  decidedAt: string;
  decidedBy?: string;
  note?: string;
  again?: true;
  second?: { decidedBy: string; decidedAt: string };
  stopped?: { verdict: string; decidedBy: string; decidedAt: string };
  outcome?: string;
  providerId?: string;
  resolution?: { said: string; by: string; at: string };
  evidence?: { kind: string; at: string; earlierAttempt?: true }[];
};

/** What a server or a tool answered: text from outside. */
export type Answer = {
  status?: number | undefined;
  contentType?: string | undefined;
  headers: Record<string, string>;
  body?: string | undefined;
  bytes: number;
  truncated: boolean;
};

export type Card = {
  actionId: string;
  agent: { agentId: string; name: string };
  capability: string;
  state: string;
  round: number;
  hash: string;
  content?: Record<string, unknown> | undefined;
  judgement: { verdict: string; rule: string; reasons: Reason[] };
  origin: string;
  conversationId: string;
  toolCallId: string;
  tainted: boolean;
  trigger?: { kind: string; name?: string };
  createdAt: string;
  pendingReason?: string;
  notifyAgentDefault: boolean;
  proposed?: Record<string, unknown> | undefined;
  editedBy?: string;
  approversNeeded: number;
  approvedBy?: string;
  highestRound: number;
  mayArriveTwice: boolean;
  history: HistoryEntry[];
  answer?: Answer;
};

export type PendingItem = {
  actionId: string;
  round: number;
  agentId: string;
  agentName: string;
  capability: string;
  summary: string;
  createdAt: string;
  pendingReason?: string;
};
export type PendingPage = { items: PendingItem[]; next?: string };

export type Decided = { actionId: string; round: number; verdict: string; decidedBy: string; state: string };

/** GET /console/config.json */
export type Config = { issuer: string; clientId: string };

/** What the routes of an area answer where all goes well, by their reply schemas. */
type RepliesOf<R extends Routes> = {
  [K in keyof R]: R[K] extends { replies: infer P } ? Output<P[keyof P & (200 | 201 | 202)]> : never;
};
type Output<S> = S extends z.ZodType ? z.output<S> : unknown;

/**
 * What each route answers. A page of a new area adds its routes here: by hand, or all of an area at once with
 * `extends RepliesOf<typeof peopleRoutes>`, where their reply schemas say it (a type import, so no zod gets into the page).
 */
export interface Replies
  extends RepliesOf<typeof activityRoutes>,
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
  'POST /agents/{agentId}/hold': { agentId: string; hold: boolean };
  'POST /workspace/hold': { hold: boolean };
  'POST /agents/{agentId}/withdrawal': { withdrawn: number; left: number };
  'POST /workspace/withdrawal': { withdrawn: number; left: number };
  'GET /approvals': PendingPage;
  'GET /approvals/{actionId}': Card;
  'POST /approvals/{actionId}/decision': Decided;
  'POST /approvals/{actionId}/resolution': unknown;
}
export type RouteKey = keyof Replies;
export type ReadRoute = Extract<RouteKey, `GET ${string}`>;
export type ChangeRoute = Exclude<RouteKey, ReadRoute>;
