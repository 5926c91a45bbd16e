import { errorFields, log } from './log.ts';

/**
 * Wraps a function that an event starts. What it throws is logged by name and place, and thrown on without its
 * message: Lambda logs what a handler throws as it is, and a message may quote content.
 */
export function eventHandler<Event, Result>(handle: (event: Event) => Promise<Result>) {
  return async (event: Event): Promise<Result> => {
    try {
      return await handle(event);
    } catch (error) {
      log.error('event failed', errorFields(error));
      throw new Error(
        `The event failed with ${error instanceof Error ? error.name : typeof error}; the log says where`,
      );
    }
  };
}
