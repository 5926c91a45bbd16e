import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../infra/openapi/openapi-document.ts';
import { repliesOf } from '../../infra/openapi/replies-of.ts';
import { allRoutes } from '../../shared/routes/all-routes.ts';
import { answerChecker, type OpenApi } from '../support/checked-answers.ts';

const document = openApiDocument();
const { paths } = document as OpenApi;

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has every route, and each operation a name of its own', () => {
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(Object.keys(allRoutes).length);
    const names = operations.map((operation) => (operation as { operationId?: string }).operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says of every route what it answers: nothing is left open', () => {
    const open = Object.entries(allRoutes).flatMap(([key, route]) =>
      repliesOf(key, route).flatMap(([status, content]) =>
        typeof content !== 'string' && content.def.type === 'unknown' ? [`${key} ${status}`] : [],
      ),
    );
    expect(open).toEqual([]);
  });

  it('names the codes that a route can refuse with', () => {
    expect(JSON.stringify(paths['/approvals/{actionId}/decision']?.post?.responses[409])).toContain('ALREADY_DECIDED');
  });
});

describe('an answer that is not as described is found', () => {
  const wrongWith = answerChecker(document as OpenApi);
  const answer = (status: number, body: unknown, type = 'application/json') => ({
    ...{ status, type },
    text: JSON.stringify(body),
  });
  const list = { method: 'GET', path: '/approvals' };

  it.each([
    ['a field missing', list, answer(200, { items: [{ actionId: 'act_1' }] }), 'must have required property'],
    ['a status that nobody foresaw', list, answer(201, {}), '201, which is not described'],
    ['a refusal without a code', list, answer(403, { title: 'No.' }, 'application/problem+json'), "'code'"],
    [
      'a code that is not in the catalogue',
      list,
      answer(403, { ...problem(), code: 'NEW' }, 'application/problem+json'),
      'allowed values',
    ],
    ['a route that is not in it', { method: 'GET', path: '/nowhere' }, answer(200, {}), 'is not described'],
  ])('%s', (_, called, given, says) => {
    expect(wrongWith(called, given)).toContain(says);
  });

  it('and one that is, is not', () => {
    expect(wrongWith(list, answer(200, { items: [] }))).toBeUndefined();
    expect(wrongWith(list, answer(403, problem(), 'application/problem+json'))).toBeUndefined();
    expect(wrongWith({ method: 'GET', path: '/nowhere' }, answer(404, { message: 'Not Found' }))).toBeUndefined();
  });

  function problem() {
    return { type: 'urn:countersign:error:NOT_ADMIN', title: 'No.', status: 403, code: 'NOT_ADMIN' };
  }
});
