import { decidedHere } from './decided-here.ts';

/** One for the whole page, since lists and cards come and go. */
export const decidedOnThisPage = decidedHere();
