import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolUser,
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
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

const decideScope = new ResourceServerScope({ scopeName: 'approvals.decide', scopeDescription: 'Decide approvals' });

export type PeoplePoolProps = {
  /** Where people come back to after signing in or out, with a slash at the end. */
  consoleUrl: string;
  /** Who is invited with the deployment, and may set the workspace up; empty: nobody. */
  firstAdminEmail: string;
};

/** Everybody who may sign in. Administrators create people; nobody signs up. */
export class PeoplePool extends Construct {
  /** The scope that an access token must carry to decide. */
  readonly mayDecide = 'countersign/approvals.decide';
  readonly issuer: string;
  /** Where the sign-in pages are, which is not where the issuer is. */
  readonly signInOrigin: string;
  readonly clientId: string;
  readonly userPoolId: string;
  readonly #poolArn: string;

  constructor(scope: Construct, id: string, { consoleUrl, firstAdminEmail }: PeoplePoolProps) {
    super(scope, id);
    const pool = new UserPool(this, 'Default', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      userInvitation: {
        emailSubject: 'You are invited to Countersign',
        emailBody: `<p>You are invited to Countersign, where people approve what AI agents do.</p>
<p>Sign in at <a href="${consoleUrl}">${consoleUrl}</a> as {username} with the temporary password {####}, which is good for three
days. You then choose your own, and add an authenticator app.</p>`,
      },
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
    if (firstAdminEmail) this.#invite(pool, firstAdminEmail);
    this.#poolArn = pool.userPoolArn;
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    this.userPoolId = pool.userPoolId;
  }

  /** Inviting people, and taking them away again. */
  get invite(): PolicyStatement {
    return this.#may('AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser');
  }

  get lookUp(): PolicyStatement {
    return this.#may('AdminGetUser');
  }

  #may(...actions: string[]): PolicyStatement {
    return new PolicyStatement({
      actions: actions.map((action) => `cognito-idp:${action}`),
      resources: [this.#poolArn],
    });
  }

  #invite(pool: UserPool, email: string): void {
    new CfnUserPoolUser(this, 'FirstAdmin', {
      userPoolId: pool.userPoolId,
      username: email.toLowerCase(),
      desiredDeliveryMediums: ['EMAIL'],
      userAttributes: [
        { name: 'email', value: email.toLowerCase() },
        { name: 'email_verified', value: 'true' },
      ],
    });
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
