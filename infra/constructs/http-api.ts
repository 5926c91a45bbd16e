import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as Api,
  CfnStage,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
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

export type RouteProps = {
  /** Requests per second, of all callers together. */
  rate?: number;
} & (
  | { /** Signed-in people only. */ people: PeoplePool /** What their token must carry. */; scope?: string }
  | { /** No authorizer, and why that is right. */ openBecause: string }
);

/** The one way in from outside: routes that start functions. A path that is not here answers 404. */
export class HttpApi extends Construct {
  readonly #api: Api;
  readonly #stage: HttpStage;
  readonly #cfnStage: CfnStage;
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

  /** @param route method and path, e.g. `GET /approvals/{actionId}`. */
  starts(started: FlowFunction, route: `${'GET' | 'POST'} /${string}`, props: RouteProps): void {
    const [method, path] = route.split(' ') as [HttpMethod, string];
    const created = new HttpRoute(this, route, {
      httpApi: this.#api,
      routeKey: HttpRouteKey.with(path, method),
      integration: new HttpLambdaIntegration(`${started.node.id}Integration`, started.lambda),
      ...('people' in props && {
        authorizer: this.#signedIn(props.people),
        ...(props.scope && { authorizationScopes: [props.scope] }),
      }),
    });
    if ('openBecause' in props) {
      Validations.of(created).acknowledge({ id: 'AwsSolutions-APIG4', reason: props.openBecause });
    }
    if (props.rate) this.#limit(route, created, props.rate);
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
