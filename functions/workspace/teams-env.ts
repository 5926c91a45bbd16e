import * as z from 'zod';

export const teamsEnv = z.object({ WORK_TABLE: z.string().min(1) });
