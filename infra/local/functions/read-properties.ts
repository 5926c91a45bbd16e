import * as z from 'zod';
import type { Resource } from '../contract.ts';

/** Properties as the schema has them; what it does not know is refused, naming the resource. */
export function readProperties<T extends z.ZodType>(resource: Resource, schema: T): z.output<T> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(
    `${resource.type} ${resource.id} cannot be run locally:\n${z.prettifyError(parsed.error)}\n` +
      'Change it in infra/ or teach infra/local the property.',
  );
}
