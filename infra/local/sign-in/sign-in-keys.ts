import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';

const SignInKeys = z.object({
  signing: z.record(z.string(), z.unknown()),
  cookies: z.array(z.string()).min(1),
});

export type SignInKeys = z.infer<typeof SignInKeys>;

/** The keys of this machine's sign-in, made on its first start and kept: a restart signs nobody out. */
export async function openSignInKeys(directory: string): Promise<SignInKeys> {
  const file = join(directory, 'keys.json');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined) return SignInKeys.parse(JSON.parse(kept));

  const keys = await makeKeys();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
}

async function makeKeys(): Promise<SignInKeys> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomBytes(16).toString('base64url');
  const signing = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
  return { signing, cookies: [randomBytes(32).toString('base64url')] };
}
