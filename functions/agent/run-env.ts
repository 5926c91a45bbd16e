import * as z from 'zod';
import { NamedModel } from '#shared/agent/model.ts';
import { executorsEnv, filesEnv, senderEnv, tablesEnv } from '#shared/env.ts';

export const runEnv = tablesEnv
  .extend(executorsEnv.shape)
  .extend(filesEnv.shape)
  .extend(senderEnv.shape)
  .extend({
    /** Secrets below it hold the keys of models' providers. */
    MODEL_SECRET_PREFIX: z.string().min(1),
    /** JSON of a `NamedModel`: what agents think with whose settings name none. */
    DEFAULT_MODEL: z.string().min(1),
  });

export function readDefaultModel({ DEFAULT_MODEL }: z.infer<typeof runEnv>): NamedModel {
  return NamedModel.parse(JSON.parse(DEFAULT_MODEL));
}
