import type { Resource } from '../../infra/local/contract.ts';

type RouteSketch = { key: string; functionId: string; scopes?: string[]; jwt?: boolean };

/** An HTTP API with these routes, in resolved template resources. */
export function apiTemplate(
  routes: RouteSketch[],
  more: { api?: object; stage?: object; issuer?: string; audience?: string } = {},
): Resource[] {
  return [
    resource('Api', 'Api', { Name: 'countersign', ProtocolType: 'HTTP', ...more.api }),
    resource('Stage', 'Stage', { ApiId: 'Api', StageName: '$default', AutoDeploy: true, ...more.stage }),
    resource('People', 'Authorizer', {
      ApiId: 'Api',
      Name: 'people',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: more.issuer ?? 'http://127.0.0.1:1', Audience: [more.audience ?? 'Console'] },
    }),
    ...routes.flatMap(({ key, functionId, scopes, jwt }, at) => [
      resource(`Integration${at}`, 'Integration', {
        ApiId: 'Api',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: `arn:aws:lambda:us-east-1:000000000000:function:${functionId}`,
        PayloadFormatVersion: '2.0',
      }),
      resource(`Route${at}`, 'Route', {
        ApiId: 'Api',
        RouteKey: key,
        Target: `integrations/Integration${at}`,
        ...(jwt || scopes ? { AuthorizationType: 'JWT', AuthorizerId: 'People' } : {}),
        ...(scopes ? { AuthorizationScopes: scopes } : {}),
      }),
    ]),
  ];
}

/** A user pool client of a console at `consoleUrl`, with the scope to decide. */
export function poolTemplate(consoleUrl: string): Resource[] {
  return [
    {
      id: 'ApiScopes',
      type: 'AWS::Cognito::UserPoolResourceServer',
      properties: { Identifier: 'countersign', Scopes: [{ ScopeName: 'approvals.decide' }], UserPoolId: 'Pool' },
    },
    {
      id: 'Console',
      type: 'AWS::Cognito::UserPoolClient',
      properties: {
        UserPoolId: 'Pool',
        GenerateSecret: false,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'profile', 'countersign/approvals.decide'],
        CallbackURLs: [consoleUrl],
        LogoutURLs: [consoleUrl],
        AccessTokenValidity: 15,
        IdTokenValidity: 15,
        RefreshTokenValidity: 720,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      },
    },
  ];
}

function resource(id: string, kind: string, properties: Record<string, unknown>): Resource {
  return { id, type: `AWS::ApiGatewayV2::${kind}`, properties };
}
