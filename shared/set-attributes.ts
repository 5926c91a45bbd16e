import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';

type Update = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
> & { UpdateExpression: string };

/** An update that sets these attributes and no others; one that is undefined is removed. */
export function setAttributes(attributes: Record<string, unknown>): Update {
  const names = Object.keys(attributes);
  const given = names.filter((name) => attributes[name] !== undefined);
  const removed = names.filter((name) => attributes[name] === undefined);
  return {
    UpdateExpression: [
      ...(given.length > 0 ? [`SET ${given.map((name) => `#${name} = :${name}`).join(', ')}`] : []),
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ...(given.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(given.map((name) => [`:${name}`, attributes[name]])),
    }),
  };
}
