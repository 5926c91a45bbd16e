import { readEnv } from '#shared/env.ts';
import { consoleEnv } from './api-env.ts';
import { readPageFiles } from './page-files.ts';
import { servePage } from './serve-page.ts';

/** GET / and GET /console/{proxy+} */
export const handler = servePage({
  env: readEnv(consoleEnv),
  files: readPageFiles(new URL('./web/', import.meta.url)),
});
