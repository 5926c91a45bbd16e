import type * as z from 'zod';
import type { Agent } from '../agent/agent.ts';
import { readAgent } from '../agent/agent-table.ts';
import type { AgentKey } from '../elsewhere/agent-key.ts';
import { requireKey } from '../elsewhere/require-key.ts';
import { AppError } from '../errors.ts';
import {
  type HttpEvent,
  type HttpReply,
  httpRoute,
  optionalPathParam,
  parseBody,
  parseInput,
  pathParam,
} from '../http.ts';
import { type Caller, caller } from '../people/caller.ts';
import type { Person } from '../people/person.ts';
import { requireMember } from '../people/person-table.ts';
import { requireLevel } from '../people/require-level.ts';
import type { WorkTable } from '../tables.ts';
import { AGENT_LEVEL, type AgentRule, isForPeople, type Route } from './route.ts';

/** Routes by key, as a type parameter that can be looked up in. */
type AnyRoutes = Record<string, Route>;

type NoPerson = { access: 'anyone' | 'signature' | 'mailed_link' | 'agent_key' };
type CheckedInside = { checkedInside: true };

/** What an implementation is given: the request as the route's schemas read it, and who sent it. */
type Request<R extends Route> = {
  event: HttpEvent;
  /** A parameter of the path; one that no item can have as its id is refused as NOT_FOUND. */
  param: (name: string) => string;
} & (R extends { query: infer Q extends z.ZodObject } ? { query: z.output<Q> } : unknown) &
  (R extends { body: infer B extends z.ZodType } ? { body: z.output<B> } : unknown) &
  (R extends { access: 'agent_key' } ? { agentKey: AgentKey } : unknown) &
  (R extends NoPerson ? unknown : { by: Caller }) &
  (R extends NoPerson | CheckedInside ? unknown : { person: Person }) &
  (R extends CheckedInside ? unknown : R extends { access: AgentRule } ? { agent: Agent } : unknown);

export type Implementations<R extends AnyRoutes> = {
  [K in keyof R]: (request: Request<R[K]>) => Promise<HttpReply>;
};

/**
 * A function's handler for some routes: finds the route, lets in whom its rule lets in, reads query and body by its schemas,
 * and calls what is given for it. A route of the list without an implementation does not compile.
 */
export function serveRoutes<R extends AnyRoutes>(tables: WorkTable, routes: R, implementations: Implementations<R>) {
  return httpRoute(async (event) => {
    const key = keyOf(routes, event) as keyof R;
    const route = routes[key];
    if (!route) throw new AppError('NOT_FOUND');
    const { noted, ...caller } = await letIn(tables, route, event);
    const request = {
      event,
      param: (name: string) => pathParam(event, name),
      ...caller,
      ...(route.query ? { query: parseInput(route.query, event.queryStringParameters ?? {}) } : {}),
      ...(route.body ? { body: parseBody(route.body, event) } : {}),
    };
    // What letIn and the schemas gave is what the type says: TypeScript cannot follow that through a key it does not know.
    const answered = implementations[key](request as unknown as Request<R[keyof R]>);
    // Lambda stops when the answer is given, so what goes on beside it has to end first.
    return noted ? answered.finally(() => noted) : answered;
  });
}

/** A route of the gateway with every method stands for those of the list at its path; before anything is read. */
function keyOf(routes: AnyRoutes, { routeKey, requestContext }: HttpEvent): string {
  if (!routeKey.startsWith('ANY ')) return routeKey;
  const path = routeKey.slice('ANY'.length);
  const asked = `${requestContext.http.method}${path}`;
  if (Object.hasOwn(routes, asked)) return asked;
  const there = Object.keys(routes).filter((key) => key.endsWith(path));
  throw new AppError('METHOD_NOT_ALLOWED', { allow: there.map((key) => key.slice(0, -path.length)).join(', ') });
}

async function letIn(
  tables: WorkTable,
  route: Route,
  event: HttpEvent,
): Promise<Record<string, unknown> & { noted?: Promise<void> }> {
  if (route.access === 'agent_key') {
    const { key, noted } = await requireKey(tables, event, new Date(), optionalPathParam(event, 'agentId'));
    return { agentKey: key, ...(noted ? { noted } : {}) };
  }
  if (!isForPeople(route)) return {};
  const by = caller(event);
  const { access, checkedInside } = route;
  if (checkedInside) return { by };
  switch (access) {
    case 'approval_decide':
    case 'conversation':
    case 'own_chat':
    case 'trigger_edit':
    case 'first_admin':
      throw new Error(`${access} is checked inside`);
    case 'agent_use':
    case 'agent_edit':
    case 'agent_owner':
      return { by, ...(await letNearAgent(tables, by, pathParam(event, 'agentId'), access)) };
    default:
      return { by, person: await letMember(tables, by, route, event) };
  }
}

async function letMember(tables: WorkTable, by: Caller, { access }: Route, event: HttpEvent): Promise<Person> {
  const person = await requireMember(tables, by.personId);
  if (person.role === 'admin' || access === 'member') return person;
  if (access === 'full_member' && person.role === 'member') return person;
  if (access === 'team_admin' || access === 'team_member')
    return letTeam(person, pathParam(event, 'teamId'), access === 'team_admin');
  throw new AppError(access === 'admin' ? 'NOT_ADMIN' : 'NOT_ALLOWED');
}

/** Who is not in a team does not learn that it is there. */
function letTeam(person: Person, teamId: string, onlyAdmins: boolean): Person {
  const role = person.teams[teamId];
  if (role === 'admin' || (role && !onlyAdmins)) return person;
  throw new AppError(role ? 'NOT_ALLOWED' : 'NOT_FOUND');
}

async function letNearAgent(tables: WorkTable, by: Caller, agentId: string, rule: AgentRule) {
  const [person, agent] = await Promise.all([requireMember(tables, by.personId), readAgent(tables, agentId)]);
  requireLevel(person, agent, AGENT_LEVEL[rule]);
  return { person, agent };
}
