import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as Api,
  CfnStage,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Access, isForPeople, type Routes } from '#shared/routes/route.ts';
import type { FlowFunction } from './flow-function.ts';
import type { PeoplePool } from './people-pool.ts';

/** Requests per second of a route that asks for nothing else; bursts may be twice that. */
const usualRate = 100;

/** The route and not the path, so that the log holds no id that a caller made up. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    at: '$context.requestTimeEpoch',
    requestId: '$context.requestId',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    ip: '$context.identity.sourceIp',
    refusal: '$context.authorizer.error',
    failure: '$context.integrationErrorMessage',
  }),
);

/** Why a route has no authorizer, by its rule of access. */
const openBecause: Partial<Record<Access, string>> = {
  anyone: 'It holds no data: the page asks the API, as the person who signed in.',
  signature: 'Whoever calls proves it by a signature that the function checks.',
  mailed_link:
    'Whoever calls holds a random token of the email; it turns off the emails of that person, and nothing else.',
  agent_key: 'The function looks the key up by its hash, and so sees at once that it was revoked.',
};

/** The one way in from outside: routes that start functions. A path that is not here answers 404. */
export class HttpApi extends Construct {
  readonly #api: Api;
  readonly #stage: HttpStage;
  readonly #cfnStage: CfnStage;
  readonly #integrations = new Map<FlowFunction, HttpLambdaIntegration>();
  #authorizer: HttpJwtAuthorizer | undefined;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#api = new Api(this, 'Default', { apiName: 'countersign', createDefaultStage: false });
    const log = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      autoDeploy: true,
      throttle: throttle(usualRate),
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    });
    const { defaultChild } = this.#stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error('The stage of the HTTP API is not where CDK puts it.');
    this.#cfnStage = defaultChild;
  }

  /** Without a slash at the end. */
  get url(): string {
    return this.#api.apiEndpoint;
  }

  /** Every route of an area starts the function that serves it. Who changes something needs the scope to decide besides. */
  serves(started: FlowFunction, routes: Routes, people: PeoplePool): void {
    for (const [key, route] of Object.entries(routes)) {
      const [method, path] = key.split(' ') as [HttpMethod, string];
      const created = new HttpRoute(this, key, {
        httpApi: this.#api,
        routeKey: HttpRouteKey.with(path, route.everyMethod ? HttpMethod.ANY : method),
        integration: this.#integrationOf(started),
        ...(isForPeople(route) && {
          authorizer: this.#signedIn(people),
          ...(method !== 'GET' && { authorizationScopes: [people.mayDecide] }),
        }),
      });
      const reason = openBecause[route.access];
      if (reason) Validations.of(created).acknowledge({ id: 'AwsSolutions-APIG4', reason });
      if (route.rate) this.#limit(route.everyMethod ? `ANY ${path}` : key, created, route.rate);
    }
  }

  #integrationOf(started: FlowFunction): HttpLambdaIntegration {
    const known = this.#integrations.get(started);
    if (known) return known;
    // One permission a function and not one a route: a stack holds 500 resources, and the API starts it for its routes only.
    const made = new HttpLambdaIntegration(`${started.node.id}Integration`, started.lambda, {
      scopePermissionToRoute: false,
    });
    this.#integrations.set(started, made);
    return made;
  }

  #signedIn({ issuer, clientId }: PeoplePool): HttpJwtAuthorizer {
    this.#authorizer ??= new HttpJwtAuthorizer('People', issuer, { jwtAudience: [clientId] });
    return this.#authorizer;
  }

  /** API Gateway refuses settings of a route that does not exist yet, hence the dependency. */
  #limit(route: string, created: HttpRoute, rate: number): void {
    const { rateLimit, burstLimit } = throttle(rate);
    this.#cfnStage.addPropertyOverride(`RouteSettings.${route}`, {
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    });
    this.#stage.node.addDependency(created);
  }
}

function throttle(rate: number): { rateLimit: number; burstLimit: number } {
  return { rateLimit: rate, burstLimit: 2 * rate };
}
