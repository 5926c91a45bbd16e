import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { DeadLetters } from './contract.ts';

const DeadLetter = z.strictObject({ queueArn: z.string(), at: z.iso.datetime(), message: z.unknown() });
type DeadLetter = z.infer<typeof DeadLetter>;

/** Dead letters on disk: one JSON line each in `<stateDirectory>/dead-letters/<queue>.jsonl`. */
export type LocalDeadLetters = DeadLetters & {
  /** Oldest first. */
  list(): Promise<DeadLetter[]>;
};

export function openDeadLetters(stateDirectory: string): LocalDeadLetters {
  const directory = join(stateDirectory, 'dead-letters');
  return {
    async put(queueArn, message) {
      const name = queueArn.split(':').at(-1);
      if (!name || !/^[\w-]+(\.fifo)?$/.test(name)) throw new Error(`"${queueArn}" is not the ARN of a queue.`);
      const letter: DeadLetter = { queueArn, at: new Date().toISOString(), message };
      await mkdir(directory, { recursive: true });
      // A line of its own even after one that was half written.
      await appendFile(join(directory, `${name}.jsonl`), `\n${JSON.stringify(letter)}\n`);
    },
    async list() {
      await mkdir(directory, { recursive: true });
      const files = (await readdir(directory)).filter((name) => name.endsWith('.jsonl'));
      const letters = await Promise.all(files.map((name) => readLetters(join(directory, name))));
      return letters.flat().sort((one, other) => one.at.localeCompare(other.at));
    },
  };
}

async function readLetters(path: string): Promise<DeadLetter[]> {
  return (await readFile(path, 'utf8')).split('\n').flatMap(readLetter);
}

/** None for a line that was half written when the machine went down. */
function readLetter(line: string): DeadLetter[] {
  try {
    return [DeadLetter.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
