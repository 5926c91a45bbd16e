import { expect, it } from 'vitest';
import { grantsByFunction, leadingKeys } from './statements.ts';
import { resourcesOf, synthesizedTemplate } from './synthesized.ts';

it('the bell counts entries in the index of open work, and may read nothing else of it', () => {
  const grants = grantsByFunction(resourcesOf(synthesizedTemplate())).Bell ?? [];
  const ofIndex = grants.filter(({ resource }) => JSON.stringify(resource).includes('/index/'));
  expect(ofIndex.map((grant) => [grant.actions, leadingKeys(grant)])).toEqual([[['dynamodb:Query'], ['bell#*']]]);
});
