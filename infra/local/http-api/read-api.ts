import * as z from 'zod';
import type { Resource } from '../contract.ts';

const Throttle = z.strictObject({
  ThrottlingRateLimit: z.coerce.number().nonnegative().optional(),
  ThrottlingBurstLimit: z.coerce.number().nonnegative().optional(),
  DetailedMetricsEnabled: z.boolean().optional(),
});

const Cors = z.strictObject({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
  AllowCredentials: z.boolean().default(false),
});

const Tags = z.union([z.record(z.string(), z.string()), z.array(z.unknown())]).optional();

const Api = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  Description: z.string().optional(),
  CorsConfiguration: Cors.optional(),
  DisableExecuteApiEndpoint: z.literal(false).optional(),
  IpAddressType: z.enum(['ipv4', 'dualstack']).optional(),
  Tags,
});

const Stage = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  Description: z.string().optional(),
  DefaultRouteSettings: Throttle.optional(),
  RouteSettings: z.record(z.string(), Throttle).default({}),
  AccessLogSettings: z.unknown().optional(),
  Tags,
});

const Route = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/\S*)$/, 'is not `METHOD /path` or `$default`'),
  Target: z.string().regex(/^integrations\//, 'is not `integrations/<id>`'),
  OperationName: z.string().optional(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

const Integration = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationMethod: z.literal('POST').optional(),
  IntegrationUri: z.string().regex(/:function:[^:/]+/, 'is not the ARN of a function'),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().min(50).max(30_000).default(30_000),
  Description: z.string().optional(),
});

const Authorizer = z.strictObject({
  ApiId: z.string(),
  Name: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
});

export type CorsRules = z.infer<typeof Cors>;
type JwtRules = { issuer: string; audience: string[] };
export type ApiRoute = {
  routeKey: string;
  functionId: string;
  timeoutMs: number;
  jwt: (JwtRules & { scopes: string[] }) | undefined;
  throttle: { rate: number; burst: number } | undefined;
};
export type HttpApi = { id: string; name: string; cors: CorsRules | undefined; routes: ApiRoute[] };

/**
 * The HTTP API of a template.
 * @throws naming the resource and the property that the local HTTP API does not know, so that nothing is silently ignored.
 */
export function readApi(resources: Resource[]): HttpApi {
  const [api, ...others] = all(resources, 'Api', Api);
  if (!api || others.length > 0) throw new Error('The local run serves one AWS::ApiGatewayV2::Api: have exactly one.');
  const [stage] = all(resources, 'Stage', Stage);
  if (!stage) throw new Error(`${api.id} has no AWS::ApiGatewayV2::Stage: add its $default stage.`);

  const integrations = new Map(all(resources, 'Integration', Integration).map(({ id, value }) => [id, value]));
  const authorizers = new Map(all(resources, 'Authorizer', Authorizer).map(({ id, value }) => [id, value]));
  const routes = all(resources, 'Route', Route).map(({ id, value: route }): ApiRoute => {
    const integration = found(integrations, route.Target.slice('integrations/'.length), id);
    const authorizer = route.AuthorizationType === 'JWT' ? found(authorizers, route.AuthorizerId ?? '', id) : undefined;
    return {
      routeKey: route.RouteKey,
      functionId: /:function:([^:/]+)/.exec(integration.IntegrationUri)?.[1] ?? '',
      timeoutMs: integration.TimeoutInMillis,
      jwt: authorizer && {
        issuer: authorizer.JwtConfiguration.Issuer,
        audience: authorizer.JwtConfiguration.Audience,
        scopes: route.AuthorizationScopes,
      },
      throttle: throttleOf(stage.value, route.RouteKey),
    };
  });
  refuseUnknownRouteSettings(stage, routes);
  return { id: api.id, name: api.value.Name, cors: api.value.CorsConfiguration, routes };
}

function all<T>(resources: Resource[], kind: string, schema: z.ZodType<T>): { id: string; value: T }[] {
  return resources
    .filter(({ type }) => type === `AWS::ApiGatewayV2::${kind}`)
    .map(({ id, type, properties }) => {
      const parsed = schema.safeParse(properties);
      if (parsed.success) return { id, value: parsed.data };
      throw new Error(`${id} (${type}) is not one that the local HTTP API can run:\n${z.prettifyError(parsed.error)}`);
    });
}

function found<T>(known: Map<string, T>, id: string, wantedBy: string): T {
  const value = known.get(id);
  if (!value) throw new Error(`${wantedBy} names ${id || 'nothing'}, which is not in the template.`);
  return value;
}

function throttleOf(stage: z.infer<typeof Stage>, routeKey: string): ApiRoute['throttle'] {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = {
    ...stage.DefaultRouteSettings,
    ...stage.RouteSettings[routeKey],
  };
  return rate === undefined || burst === undefined ? undefined : { rate, burst };
}

function refuseUnknownRouteSettings(stage: { id: string; value: z.infer<typeof Stage> }, routes: ApiRoute[]) {
  const stray = Object.keys(stage.value.RouteSettings).find((key) => !routes.some(({ routeKey }) => routeKey === key));
  if (stray) throw new Error(`${stage.id} has RouteSettings for ${stray}, which is not a route of the API.`);
}
