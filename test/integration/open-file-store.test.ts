import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openFileStore } from '#shared/files/open-file-store.ts';
import { checkStoredFile } from '#shared/files/read-stored-file.ts';
import { aFile } from '../support/builders.ts';

async function silentBucket() {
  const server = createServer(() => {});
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'KEY');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
}

describe('a bucket that takes the question and never answers', () => {
  it('holds nobody up: an agent’s run is told, and begins anew', async () => {
    await silentBucket();
    const files = openFileStore({ FILES_BUCKET: 'files' }, 50);
    await expect(checkStoredFile(files, aFile({}))).rejects.toMatchObject({ name: 'TimeoutError' });
  }, 5_000);
});
