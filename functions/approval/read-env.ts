import { tablesEnv } from '#shared/env.ts';

export const readApprovalEnv = tablesEnv;
