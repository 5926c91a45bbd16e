/** The part of oidc-provider 9 that the local run uses; the package ships no types. */
declare module 'oidc-provider' {
  type IncomingMessage = import('node:http').IncomingMessage;
  type ServerResponse = import('node:http').ServerResponse;

  type StoredGrant = {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  };

  type OidcContext = {
    client: { clientId: string; redirectUris: string[]; scope?: string };
    session: { accountId: string; grantIdFor(clientId: string): string | undefined };
    provider: Provider;
    params?: { scope?: string };
    entities: Record<string, { authTime?: number; remainingTTL?: number } | undefined>;
  };

  /** A Koa context. */
  type Context = { oidc: OidcContext; type: string; body: string; set(headers: Record<string, string>): void };

  type Token = { accountId: string; clientId: string };

  type Account = { accountId: string; claims(): Promise<Record<string, unknown>> };

  type Adapter = {
    upsert(id: string, payload: Record<string, unknown>, expiresIn?: number): Promise<void>;
    find(id: string): Promise<Record<string, unknown> | undefined>;
    findByUid(uid: string): Promise<Record<string, unknown> | undefined>;
    findByUserCode(userCode: string): Promise<undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  };

  type Ttl = number | ((context: Context | undefined) => number);

  type Configuration = {
    adapter: (model: string) => Adapter;
    clients: Record<string, unknown>[];
    jwks: { keys: Record<string, unknown>[] };
    cookies: { keys: string[]; names: Record<'session' | 'interaction' | 'resume', string> };
    routes: Record<string, string>;
    scopes: string[];
    claims: Record<string, string[]>;
    conformIdTokenClaims: boolean;
    responseTypes: string[];
    pkce: { required: () => boolean };
    ttl: Record<string, Ttl>;
    interactions: { url: (context: Context, interaction: Interaction) => string; policy: InteractionPolicy };
    features: Record<string, Record<string, unknown>>;
    formats: {
      customizers: {
        jwt: (
          context: Context,
          token: Token,
          jwt: { header?: Record<string, unknown>; payload: Record<string, unknown> },
        ) => void;
      };
    };
    clientBasedCORS: (context: Context, origin: string, client: OidcContext['client']) => boolean;
    findAccount: (context: Context, id: string) => Promise<Account | undefined>;
    issueRefreshToken: () => Promise<boolean>;
    rotateRefreshToken: boolean;
    loadExistingGrant: (context: Context) => Promise<StoredGrant>;
    renderError: (context: Context, out: { error: string; error_description?: string }) => void;
  };

  type Interaction = { uid: string; params: { client_id: string }; prompt: { name: string; reasons: string[] } };

  type InteractionPolicy = { remove(prompt: string): void };

  export const interactionPolicy: { base(): InteractionPolicy };

  export const errors: {
    OIDCProviderError: new (...parts: unknown[]) => Error;
    InvalidScope: new (description: string, scope: string) => Error;
  };

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    Grant: {
      new (of: { accountId: string; clientId: string }): StoredGrant;
      find(id: string): Promise<StoredGrant | undefined>;
    };
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { login: { accountId: string /** Seconds since 1970; without it: now. */; ts?: number } },
    ): Promise<void>;
    on(event: 'server_error', listener: (context: Context, error: Error) => void): this;
  }
}
