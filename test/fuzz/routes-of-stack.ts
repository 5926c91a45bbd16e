import type { HttpEvent, HttpReply } from '../../shared/http.ts';
import { ofType, type Properties, referencesIn, resourcesOf, synthesizedTemplate } from '../infra/synthesized.ts';

export type StackRoute = {
  /** `POST /hooks/{triggerId}` */
  routeKey: string;
  /** Path of the function's module from the project's root. */
  entry: string;
  signedIn: boolean;
  scoped: boolean;
  /** Names of what its environment holds. */
  variables: string[];
};

export type Handler = (event: HttpEvent) => Promise<HttpReply>;

/** Left out: one file, made when the functions are bundled, whatever it is sent. */
export const LEFT_OUT = ['GET /openapi.json'];

/** The routes of the template that would be deployed, each with the function behind it. */
export function routesOfStack(): StackRoute[] {
  const resources = resourcesOf(synthesizedTemplate());
  const integrations = new Map(ofType(resources, 'AWS::ApiGatewayV2::Integration'));
  const functions = new Map(ofType(resources, 'AWS::Lambda::Function'));
  const fuzzed = ofType(resources, 'AWS::ApiGatewayV2::Route').filter(([, route]) => !LEFT_OUT.includes(keyOf(route)));
  return fuzzed.map(([, route]): StackRoute => {
    const behind = referred(functions, referred(integrations, route.Target).IntegrationUri);
    const { Variables = {} } = (behind.Environment ?? {}) as { Variables?: Properties };
    return {
      ...{ routeKey: keyOf(route), entry: String(behind.Description) },
      ...{ signedIn: route.AuthorizationType === 'JWT', scoped: route.AuthorizationScopes !== undefined },
      variables: Object.keys(Variables).filter((name) => name !== 'NODE_OPTIONS'),
    };
  });
}

/** What takes every method serves one of them. */
function keyOf({ RouteKey }: Properties): string {
  return String(RouteKey).replace(/^ANY /, 'POST ');
}

function referred(known: Map<string, Properties>, json: Properties[string] | undefined): Properties {
  const found = referencesIn(json)
    .map((id) => known.get(id))
    .find((properties) => properties !== undefined);
  if (!found) throw new Error(`The template has nothing behind ${JSON.stringify(json)}`);
  return found;
}

/** The handler behind a route, with this environment. A variable that it lacks is named. */
export async function loadHandler(
  { entry, variables }: StackRoute,
  environment: Record<string, string>,
): Promise<Handler> {
  Object.assign(process.env, environment);
  const missing = variables.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`The fuzz sets no ${missing.join(', ')}`);
  // A function reads its environment when its module is loaded: the query makes that happen for each world.
  const module = new URL(`../../${entry}?${environment.AWS_ACCESS_KEY_ID}`, import.meta.url).href;
  const { handler } = (await import(/* @vite-ignore */ module)) as { handler: Handler };
  return handler;
}
