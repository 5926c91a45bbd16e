import type * as z from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { Level } from '../people/access.ts';

/**
 * Who may call a route, and what everybody else is answered. `docs/access.md` prints this, `serveRoutes` enforces it, and
 * a test walks every route as every kind of caller. Where somebody may not even know that an agent is there, it is 404.
 */
export const ACCESS = {
  anyone: 'Anybody; it shows and changes nothing of the workspace.',
  signature: "Who signs with the trigger's secret.",
  mailed_link: 'Who holds the link of an email to a person; it turns off their emails and nothing else.',
  agent_key: 'An agent built elsewhere, by a key of the agent in question.',
  member: 'Everybody in the workspace, guests too.',
  full_member: 'Admins and members of the workspace, not guests.',
  admin: 'Admins of the workspace.',
  first_admin: 'Who signs in with the address that the deployment names, while there is no workspace.',
  team_member: 'Everybody in the team in the path, and admins of the workspace.',
  team_admin: 'Admins of the team in the path, and of the workspace.',
  agent_use: 'Whoever may at least use the agent in the path.',
  agent_edit: 'Owners and editors of the agent in the path.',
  agent_owner: 'Owners of the agent in the path.',
  approval_decide:
    "Owners and editors of the action's agent; in a chat also its person, where the agent's settings let them.",
  conversation: 'Owners and editors of its agent; of a chat also its person.',
  own_chat: 'The person whose chat it is.',
  trigger_edit: "Owners and editors of the trigger's agent.",
} as const;
export type Access = keyof typeof ACCESS;

/** The level on the agent in the path that an access asks for. */
export const AGENT_LEVEL = { agent_use: 'use', agent_edit: 'edit', agent_owner: 'owner' } as const satisfies Partial<
  Record<Access, Level>
>;
export type AgentRule = keyof typeof AGENT_LEVEL;

type RouteKey = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** One route, as the stack wires it, the handler serves it and `GET /openapi.json` describes it. */
export type Route = {
  /** One sentence: what it does. */
  summary: string;
  access: Access;
  /** The implementation enforces `access` itself, in reads that it needs anyway; it is given who calls, and no more. */
  checkedInside?: true;
  /** Its function is started by every method of the path, so that the others are answered 405 and not 404. */
  everyMethod?: true;
  /** Requests per second of all callers together, where it is not the usual 100. */
  rate?: number;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** By status. A media type where it is no JSON. */
  replies: Record<number, z.ZodType | `${'text' | 'application' | '*'}/${string}`>;
  /** Codes that this route in particular may refuse with, besides those of its access and of a body. */
  refuses?: readonly ErrorCode[];
};

/** The routes of one area; each is served by one function, or by a few. */
export type Routes = Record<RouteKey, Route>;

/** Whether a signed-in person calls it, with an access token of the people pool. */
export function isForPeople({ access }: Route): boolean {
  return !['anyone', 'signature', 'mailed_link', 'agent_key'].includes(access);
}
