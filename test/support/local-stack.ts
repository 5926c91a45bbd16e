import { checkAnswersOf } from './checked-fetch.ts';
import { startOwnStack } from './own-stack.ts';

/** A stack of a test's own, whose answers are held against the API's description. */
export async function startTestStack(...how: Parameters<typeof startOwnStack>) {
  const system = await startOwnStack(...how);
  checkAnswersOf(system.running.apiUrl);
  return system;
}

export type TestStack = Awaited<ReturnType<typeof startTestStack>>;
