import { tablesEnv } from '#shared/env.ts';
import { localHostsEnv } from '#shared/outbound/local-hosts.ts';

export const callbackEnv = tablesEnv.extend(localHostsEnv);
