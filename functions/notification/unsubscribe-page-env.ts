import * as z from 'zod';

export const unsubscribePageEnv = z.object({});
