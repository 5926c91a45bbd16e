import { afterAll, vi } from 'vitest';

/**
 * The files of most projects follow each other in one process, which loads packages once: that was most of what a file
 * took. The project's own code is loaded anew for each file, and what a file changed in the process is put back here.
 */
const { fetch } = globalThis;
const environment = { ...process.env };

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  globalThis.fetch = fetch;
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  vi.resetModules();
});
