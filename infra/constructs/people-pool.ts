import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

const decideScope = new ResourceServerScope({ scopeName: 'approvals.decide', scopeDescription: 'Decide approvals' });

/** Everybody who may sign in. Administrators create people; nobody signs up. */
export class PeoplePool extends Construct {
  /** The scope that an access token must carry to decide. */
  readonly mayDecide = 'countersign/approvals.decide';
  readonly issuer: string;
  /** Where the sign-in pages are, which is not where the issuer is. */
  readonly signInOrigin: string;
  readonly clientId: string;
  readonly userPoolId: string;

  /** @param consoleUrl where people come back to after signing in or out, with a slash at the end. */
  constructor(scope: Construct, id: string, { consoleUrl }: { consoleUrl: string }) {
    super(scope, id);
    const pool = new UserPool(this, 'Default', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const api = pool.addResourceServer('Api', { identifier: 'countersign', scopes: [decideScope] });
    const client = this.#console(pool, api, consoleUrl);
    const domain = pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `countersign-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.signInOrigin = domain.baseUrl();
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    this.userPoolId = pool.userPoolId;
  }

  /** A page in a browser: it keeps no secret, so the code that it gets is bound to it by PKCE. */
  #console(pool: UserPool, api: UserPoolResourceServer, consoleUrl: string): UserPoolClient {
    const client = pool.addClient('Console', {
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.resourceServer(api, decideScope)],
        callbackUrls: [consoleUrl],
        logoutUrls: [consoleUrl],
      },
      authFlows: { userSrp: true },
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(12),
      refreshTokenRotationGracePeriod: Duration.seconds(30),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return client;
  }
}
