import * as z from 'zod';

/** Where a local run reaches a made-up host: plain HTTP on this machine. */
export type LocalHosts = ReadonlyMap<string, { port: number }>;

/**
 * `shop.example=4710,api.shop.example=4710`: hosts that a local run serves itself, by name and port of 127.0.0.1. Only
 * names below `.example` and `.test`, which nobody can own (RFC 2606), and no port below 1024. So this can never lead
 * a real URL to this machine, and cannot be set at all inside Lambda, whose runtime listens on loopback.
 */
export const localHostsEnv = {
  LOCAL_HTTP_HOSTS: z
    .string()
    .regex(
      /^[a-z0-9.-]+\.(example|test)=(?!9001$|9001,)[1-9]\d{3,4}(,[a-z0-9.-]+\.(example|test)=(?!9001$|9001,)[1-9]\d{3,4})*$/,
    )
    .optional(),
  /** Set by Lambda itself. */
  AWS_LAMBDA_RUNTIME_API: z.string().optional(),
};

export function readLocalHosts(env: {
  LOCAL_HTTP_HOSTS?: string | undefined;
  AWS_LAMBDA_RUNTIME_API?: string | undefined;
}): LocalHosts {
  if (!env.LOCAL_HTTP_HOSTS) return new Map();
  if (env.AWS_LAMBDA_RUNTIME_API) throw new Error('LOCAL_HTTP_HOSTS is for a local run: remove it from this function.');
  return new Map(
    env.LOCAL_HTTP_HOSTS.split(',').map((entry) => {
      const [host = '', port] = entry.split('=');
      return [host, { port: Number(port) }];
    }),
  );
}
