import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Values by name, each in a file of its own, so that they outlive the run. Without a directory they live as long as it. */
export type KeptJson<T> = {
  get(name: string): T | undefined;
  all(): T[];
  set(name: string, value: T): void;
  remove(name: string): void;
};

/** @param read throws on what is not readable any more */
export function openKeptJson<T>(directory: string | undefined, read: (value: unknown) => T): KeptJson<T> {
  const values = new Map<string, T>();
  const fileOf = (name: string) => directory && join(directory, `${encodeURIComponent(name)}.json`);
  if (directory) {
    mkdirSync(directory, { recursive: true });
    for (const file of readdirSync(directory).filter((each) => each.endsWith('.json'))) {
      const name = decodeURIComponent(file.replace(/\.json$/, ''));
      values.set(name, read(JSON.parse(readFileSync(join(directory, file), 'utf8'))));
    }
  }
  return {
    get: (name) => values.get(name),
    all: () => [...values.values()],
    set(name, value) {
      values.set(name, value);
      const file = fileOf(name);
      if (!file) return;
      writeFileSync(`${file}.new`, JSON.stringify(value, undefined, 2));
      renameSync(`${file}.new`, file);
    },
    remove(name) {
      values.delete(name);
      const file = fileOf(name);
      if (file) rmSync(file, { force: true });
    },
  };
}
