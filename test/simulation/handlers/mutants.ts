import { LEFT_OUT } from './left-out.ts';
import { MISLED } from './misled.ts';

/** Known-bad code. If one survives, the simulation is blind. */
export const MUTANTS = [...LEFT_OUT, ...MISLED];
