import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { grantsByFunction } from './statements.ts';
import { ofType, type Properties, referencesIn, resourcesOf, synthesizedTemplate } from './synthesized.ts';

const template = Template.fromJSON(synthesizedTemplate());
const resources = resourcesOf(synthesizedTemplate());

describe('the HTTP API', () => {
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route').map(([, route]) => route);
  const keysWhere = (test: (route: Properties) => boolean) =>
    routes
      .filter(test)
      .map(({ RouteKey }) => RouteKey)
      .sort();

  const isSignedIn = ({ AuthorizationType }: Properties) => AuthorizationType === 'JWT';

  it('has an authorizer but for signatures, keys of agents, the page, its description, and the link that stops emails', () => {
    expect(keysWhere((route) => !isSignedIn(route))).toEqual([
      // Every method, all but POST refused as such: test/unit/http-route.test.ts.
      'ANY /mcp',
      'GET /',
      'GET /actions/{actionId}',
      'GET /console/{proxy+}',
      'GET /openapi.json',
      'GET /unsubscribe/{token}',
      'POST /agents/{agentId}/actions',
      'POST /hooks/{triggerId}',
      'POST /unsubscribe/{token}',
    ]);
  });

  it('lets signed-in people read, and change things only with the scope for it', () => {
    const changing = keysWhere((route) => isSignedIn(route) && !String(route.RouteKey).startsWith('GET '));
    expect(changing).toContain('POST /approvals/{actionId}/decision');
    const scoped = routes.filter(({ AuthorizationScopes }) => AuthorizationScopes);
    expect(scoped.map(({ RouteKey }) => RouteKey).sort()).toEqual(changing);
    for (const route of scoped) expect(route.AuthorizationScopes).toEqual(['countersign/approvals.decide']);
  });

  it('changes nothing on a GET: what a GET starts may read and do nothing else', () => {
    const resources = resourcesOf(synthesizedTemplate());
    const granted = grantsByFunction(resources);
    const started = ofType(resources, 'AWS::ApiGatewayV2::Route')
      .filter(([, { RouteKey }]) => String(RouteKey).startsWith('GET '))
      .flatMap(([, { Target }]) =>
        referencesIn(Target).flatMap((id) => referencesIn(resources[id]?.Properties.IntegrationUri)),
      );
    expect(started.length).toBeGreaterThan(5);
    const actions = started.flatMap((name) => (granted[name] ?? []).flatMap((statement) => statement.actions));
    const reading = [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ];
    expect([...new Set(actions)].filter((action) => !reading.includes(action))).toEqual([]);
    expect(actions).toContain('dynamodb:GetItem');
  });

  it('takes tokens of the pool that were made for the console', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: {
        Issuer: { 'Fn::GetAtt': ['People', 'ProviderURL'] },
        Audience: [{ Ref: 'PeopleConsole' }],
      },
    });
  });

  it('is throttled, decisions and webhooks each by a limit of their own', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      RouteSettings: {
        'POST /hooks/{triggerId}': { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
        'POST /approvals/{actionId}/decision': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      },
    });
  });
});

describe('people', () => {
  it('are made by an administrator and sign in with a second factor', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UsernameConfiguration: { CaseSensitive: false },
      DeletionProtection: 'ACTIVE',
    });
  });

  it('use a console that has no secret to lose, and tokens that are soon worthless', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AccessTokenValidity: 15,
      RefreshTokenValidity: 12 * 60,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
  });
});

describe('mail', () => {
  it('leaves encrypted, from agents and from the system under reputations of their own', () => {
    const sets = ofType(resources, 'AWS::SES::ConfigurationSet').map(([, set]) => set);
    expect(sets).toHaveLength(2);
    for (const set of sets) expect(set).toMatchObject({ DeliveryOptions: { TlsPolicy: 'REQUIRE' } });
  });

  it('comes in encrypted and scanned, to a private bucket that forgets', () => {
    template.hasResourceProperties('AWS::SES::ReceiptRule', {
      Rule: { TlsPolicy: 'Require', ScanEnabled: true, Recipients: ['agents.acme.example'] },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: Match.anyValue(),
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 30, Status: 'Enabled' })] },
    });
  });
});
