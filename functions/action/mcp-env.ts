import { gateEnv } from './gate-variables.ts';

export const mcpEnv = gateEnv;
