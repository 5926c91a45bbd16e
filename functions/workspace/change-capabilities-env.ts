import * as z from 'zod';

export const changeCapabilitiesEnv = z.object({ WORK_TABLE: z.string().min(1) });
