import { describe, expect, it } from 'vitest';
import { mayDecide } from '#shared/people/access.ts';
import { caller } from '#shared/people/caller.ts';
import { anAgent, anHttpEvent, aPerson } from '../support/builders.ts';

const ACCESS = { sub: 'per_1', token_use: 'access', auth_time: '1772442000', client_id: 'console' };
const withClaims = (claims: unknown) =>
  anHttpEvent({ requestContext: { requestId: 'r', authorizer: { jwt: { claims } } } });

describe('the person behind a token', () => {
  it('is read from an access token, with when they signed in', () => {
    expect(caller(withClaims(ACCESS))).toEqual({
      ...{ personId: 'per_1', signedInAt: '2026-03-02T09:00:00.000Z' },
      from: { client: 'console' },
    });
  });

  it.each([
    ['an id token', { ...ACCESS, token_use: 'id' }],
    ['a token that does not say what it is for', { ...ACCESS, token_use: undefined }],
    ['a token of nobody', { ...ACCESS, sub: '' }],
    ['a token without a sign-in', { ...ACCESS, auth_time: undefined }],
    ['a sign-in at no time', { ...ACCESS, auth_time: 'now' }],
    ['a sign-in after the year 9999', { ...ACCESS, auth_time: '253402300800' }],
    ['a person that no key can hold', { ...ACCESS, sub: 'x'.repeat(101) }],
    ['a person of half a character', { ...ACCESS, sub: '\ud800' }],
    ['no claims', undefined],
  ])('is nobody for %s', (_, claims) => {
    expect(() => caller(withClaims(claims))).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });

  it('is nobody where no authorizer looked', () => {
    expect(() => caller(anHttpEvent())).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });
});

describe('who may decide on the actions of an agent', () => {
  it.each([
    ['its owner', { access: { per_1: 'owner' } }, 'member', true],
    ['who may edit it', { access: { per_1: 'edit' } }, 'member', true],
    ['who may use it', { access: { per_1: 'use' } }, 'member', false],
    ['who has no access', {}, 'member', false],
    ['everybody, where the default is edit', { defaultAccess: 'edit' }, 'member', true],
    ['nobody by a default of use', { defaultAccess: 'use' }, 'member', false],
    ['an admin of the workspace', {}, 'admin', true],
    ['a guest without access', {}, 'guest', false],
    ['a guest who was made owner', { access: { per_1: 'owner' } }, 'guest', true],
  ] as const)('%s', (_, agent, role, may) => {
    expect(mayDecide(aPerson({ role }), anAgent({ access: {}, ...agent }))).toBe(may);
  });

  it('the higher of own access and default access counts', () => {
    expect(mayDecide(aPerson(), anAgent({ access: { per_1: 'use' }, defaultAccess: 'edit' }))).toBe(true);
  });
});
