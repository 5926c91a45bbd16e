import { resolve } from 'node:path';
import { readRunning } from '../local/running.ts';
import { newAgentKey } from './system.ts';

/**
 * `npm run key [-- <agent id>]`: makes a key of an agent on this machine, as its owner would in the console, and prints it and
 * nothing else. No key is kept in a file: it could not be revoked by whoever forgot that it is there.
 */
const [agentId = 'agt_invoice'] = process.argv.slice(2);
const running = readRunning(resolve('.countersign'));
if (!running) {
  console.error(
    'Countersign does not run here: start it with "npm start" in another terminal, then ask for a key again.',
  );
  process.exit(1);
}
const made = await newAgentKey(running, { ownerId: 'per_olivia', agentId, name: 'Made by npm run key' });
if ('problem' in made) {
  console.error(`No key was made: ${made.problem}`);
  process.exit(1);
}
console.log(made.key);
