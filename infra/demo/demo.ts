import { resolve } from 'node:path';
import { readRunning } from '../local/running.ts';
import { NotObserved } from './observe.ts';
import { tellStory } from './story.ts';

/** `npm run demo`: exit code 0 only if all of it was observed. */
const running = readRunning(resolve('.countersign'));
if (!running) {
  console.error(
    'Countersign does not run here: start it with "npm start" in another terminal, then run the demo again.',
  );
  process.exit(1);
}
try {
  console.log(`Watching the system at ${running.apiUrl}. Every line is something seen there, in this run.`);
  await tellStory(running);
  console.log('\nAll of it was observed.');
} catch (error) {
  console.error(
    `\n  ✗ ${error instanceof NotObserved ? error.message : `The system could not be asked: ${error instanceof Error ? error.message : error}`}`,
  );
  process.exit(1);
}
