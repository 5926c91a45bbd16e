import { createHmac } from 'node:crypto';
import type { HttpEvent } from '../../shared/http.ts';
import { SECRET } from './fuzz-world.ts';
import { bodyOf, type Recipe } from './fuzzed-request.ts';
import type { StackRoute } from './routes-of-stack.ts';
import type { ValidRequest } from './sketches/sketch.ts';

export type FuzzedRequest = {
  event: HttpEvent;
  /** What only one answer is right to: `take` what was left as it was, `refuse` what is spoilt for sure. */
  must: 'take' | 'refuse' | 'either';
};

/** The event that API Gateway would pass on. */
export function eventOf(route: StackRoute, valid: ValidRequest, recipe: Recipe): FuzzedRequest {
  const { sent, isSpoilt } = bodyOf(valid, recipe);
  const lies = recipe.base64 === 'lies' && typeof sent === 'string' && sent !== '';
  const isBase64Encoded = lies || recipe.base64 === true || typeof sent !== 'string';
  const body = isBase64Encoded && !lies ? Buffer.from(sent).toString('base64') : String(sent);
  const signed =
    valid.person === '' && valid.body && !valid.headers ? signatureOf(sent, recipe) : { headers: {}, isRight: true };
  const named = recipe.path === undefined ? valid.params : fuzzedParams(valid.params, recipe.path);
  const query = recipe.query ?? valid.query;
  const rawPath = route.routeKey.startsWith('GET /console') ? consolePath(valid, recipe) : (valid.path ?? '/');
  const event = {
    ...{ version: '2.0', routeKey: route.routeKey, rawPath, rawQueryString: '' },
    headers: {
      host: 'api.example',
      'content-type': 'application/json',
      ...signed.headers,
      ...valid.headers,
      ...recipe.headers,
    },
    ...(query ? { queryStringParameters: query } : {}),
    ...(named ? { pathParameters: named } : {}),
    requestContext: { requestId: `fuzz-${recipe.pick}`, ...authorizerOf(route, valid, recipe) },
    ...(valid.body ? { body, isBase64Encoded } : { isBase64Encoded: false }),
  };
  // Read as a form, almost any text says something.
  const isForm = valid.person === '' && recipe.headers['content-type']?.includes('x-www-form-urlencoded') === true;
  const spoilt = (valid.body && !isForm && (isSpoilt || lies)) || !signed.isRight || isMisdirected(valid, recipe);
  const refused = spoilt || (route.signedIn && (recipe.claims !== 'right' || hasOtherType(valid, recipe)));
  return { event: event as unknown as HttpEvent, must: refused ? 'refuse' : isUntouched(recipe) ? 'take' : 'either' };
}

function authorizerOf({ signedIn, scoped }: StackRoute, { person }: ValidRequest, { claims }: Recipe) {
  if (!signedIn) return {};
  const right = { sub: person, token_use: 'access', auth_time: '1772442000', client_id: 'console' };
  const jwt = { claims: claims === 'right' ? right : claims, scopes: scoped ? ['countersign/approvals.decide'] : null };
  return { authorizer: { jwt } };
}

function fuzzedParams(params: ValidRequest['params'], path: string) {
  return params && Object.fromEntries(Object.keys(params).map((name) => [name, path]));
}

function consolePath({ path = '/' }: ValidRequest, recipe: Recipe): string {
  return recipe.path === undefined ? path : `/console/${recipe.path}`;
}

function isMisdirected({ params, path }: ValidRequest, recipe: Recipe): boolean {
  return recipe.path !== undefined && (params !== undefined || path?.startsWith('/console') === true);
}

function hasOtherType({ body }: ValidRequest, { headers }: Recipe): boolean {
  const type = headers['content-type'];
  return body !== undefined && type !== undefined && !type.includes('json');
}

function isUntouched({ body, path, claims, headers, query, signing }: Recipe): boolean {
  const isPlain = body.do === 'keep' && path === undefined && claims === 'right' && signing === 'right';
  return isPlain && query === undefined && Object.keys(headers).length === 0;
}

/** Standard Webhooks over the very bytes, and the ways to get it wrong. */
function signatureOf(sent: string | Buffer, { signing, pick }: Recipe) {
  if (signing === 'no headers') return { headers: {}, isRight: false };
  const id = signing === 'odd id' ? 'msg with spaces' : `msg_${pick}`;
  const shift = { old: -600, future: 600 }[signing] ?? 0;
  const seconds = String(Math.floor(Date.now() / 1000) + shift);
  const at = signing === 'odd time' ? `${seconds}e0.5` : seconds;
  const key = Buffer.from(signing === 'another secret' ? 'x'.repeat(44) : SECRET.slice('whsec_'.length), 'base64');
  const bytes = signing === 'other body' ? 'other' : Buffer.from(sent);
  const mac = createHmac('sha256', key).update(`${id}.${at}.`).update(bytes).digest('base64');
  const signature = signing === 'odd signature' ? `v1,${mac.slice(1)} v2,${mac} v1 ,, \0` : `v1,${mac}`;
  const headers = {
    ...(signing === 'no id' ? {} : { 'webhook-id': signing === 'two ids' ? `${id},${id}` : id }),
    'webhook-timestamp': at,
    'webhook-signature': signing === 'many signatures' ? `v1,x ${'v1a,y '.repeat(50)}${signature}` : signature,
  };
  return { headers, isRight: signing === 'right' || signing === 'many signatures' };
}
