import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const SecretsFile = z.record(z.string(), z.string());

/**
 * Secrets of a local run: `secrets.json` in the state directory, by full name. Read on every question, so an edit counts
 * at once. Written with these values when there is none yet, readable by its owner only.
 */
export function openSecretsFile(stateDirectory: string, first: Record<string, string>) {
  const file = join(stateDirectory, 'secrets.json');
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(first, undefined, 2)}\n`, { mode: 0o600 });
  return (name: string): string | undefined => {
    const secrets = SecretsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  };
}
