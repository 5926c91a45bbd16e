import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

export type FunctionLogs = {
  /** One line that a function wrote, or that its host says about it. */
  write(functionId: string, line: string, stream: 'stdout' | 'stderr'): void;
  close(): Promise<void>;
};

/** Every line goes to `<directory>/<function>.log`; what a function wrote to stderr, warnings and errors, also to the console. */
export function openFunctionLogs(directory: string): FunctionLogs {
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, WriteStream>();

  function fileOf(functionId: string): WriteStream {
    const open = files.get(functionId);
    if (open) return open;
    const file = createWriteStream(join(directory, `${functionId}.log`), { flags: 'a' });
    files.set(functionId, file);
    return file;
  }

  return {
    write(functionId, line, stream) {
      fileOf(functionId).write(`${line}\n`);
      if (stream === 'stderr') console.error(`${functionId}: ${line}`);
    },
    async close() {
      for (const file of files.values()) file.end();
      await Promise.all([...files.values()].map((file) => finished(file)));
    },
  };
}
