import { tablesEnv } from '#shared/env.ts';

export const activityEnv = tablesEnv;
