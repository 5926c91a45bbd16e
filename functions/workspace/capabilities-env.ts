import * as z from 'zod';

export const capabilitiesEnv = z.object({ WORK_TABLE: z.string().min(1) });
