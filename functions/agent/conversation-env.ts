import * as z from 'zod';

export const conversationEnv = z.object({ WORK_TABLE: z.string().min(1) });
