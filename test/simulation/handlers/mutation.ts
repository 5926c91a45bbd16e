import type { Item, Outcome, Process } from './state.ts';
import type { Call } from './table-calls.ts';

/**
 * A fault planted into the real code from outside: requests and answers of its calls are changed on their way, so that
 * the code does what it would do with one of its rules left out.
 */
export type Mutation = {
  /** The request that is sent instead; `skip`: it is not sent at all, and looks done. */
  request?: ((process: Process, call: Call) => Item | 'skip' | undefined) | undefined;
  /** What the caller gets instead of the table's answer. */
  answer?: ((process: Process, call: Call, output: Item) => Item | undefined) | undefined;
  /** What a provider's outcome looks like to the executor. */
  outcomeSaid?: (outcome: Outcome) => Outcome;
  /** The provider's client tries again by itself when it hears nothing. */
  clientRetries?: true;
  /** Something may come between the executor's last look at its clock and its send. */
  pauseBeforeSend?: true;
  /** How long the provider knows a key, as a part of what it declares. */
  keyLifeFactor?: number;
  /** How far clocks go wrong, in milliseconds. */
  skewMs?: number;
  /** Starting an executor without waiting for it comes to nothing. */
  startsNothing?: true;
  /** A stream handler says that all went well, whatever did not. */
  reportsNothing?: true;
  /** The rows are not woken after a restore. */
  wakesNothing?: true;
};
