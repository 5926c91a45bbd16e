import * as z from 'zod';

/** It needs nothing: the document lies beside its bundle. */
export const openApiEnv = z.object({});
