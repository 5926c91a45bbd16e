import { gateEnv } from './gate-variables.ts';

export const requestActionEnv = gateEnv;
