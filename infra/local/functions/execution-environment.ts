import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { LOCAL_REGION } from '../contract.ts';
import type { FunctionSettings } from './function-settings.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** Random for each function and start, so that the endpoint can tell by the key who calls. */
export function newCredentials(): Credentials {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
}

/** What those who reach other systems are told here and nowhere else. A deployed stack never sets it. */
const REACHES_OUT = ['HttpExecutor', 'ToolExecutor', 'Callback'];

/**
 * Sends requests for made-up hosts to the outside of this machine: `LOCAL_HTTP_HOSTS`, which names hosts that nobody can
 * own, and which a function inside Lambda refuses to start with.
 */
export function outsideVariables(hosts: readonly string[], port: number) {
  const value = hosts.map((host) => `${host}=${port}`).join(',');
  return (functionId: string): Record<string, string> =>
    REACHES_OUT.includes(functionId) ? { LOCAL_HTTP_HOSTS: value } : {};
}

/** Here agents whose settings name no model have the rule-based one without a rule, which says so; no bill can come of it. */
export function modelVariables(functionId: string): Record<string, string> {
  return functionId === 'AgentRun' ? { DEFAULT_MODEL: JSON.stringify({ provider: 'rules', rules: [] }) } : {};
}

/**
 * Everything that the function's `process.env` holds: the template's variables, those of the local run, and what Lambda
 * adds. The developer's own AWS settings are kept out by pointing the SDK's two files at nothing.
 */
export function environmentOf(
  settings: FunctionSettings,
  { accessKeyId, secretAccessKey }: Credentials,
  { endpointUrl, local = {} }: { endpointUrl: string; local?: Record<string, string> },
): Record<string, string> {
  return {
    ...settings.variables,
    ...local,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: settings.id,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMegabytes),
  };
}

/** The module that `Handler` names, with the extensions that Lambda tries. */
export function bundleFile({ id, module }: FunctionSettings, directory: string): string {
  const candidates = ['.mjs', '.js', '.cjs'].map((extension) => join(directory, module + extension));
  const file = candidates.find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`Function ${id}: no ${module}.mjs in ${directory}; run cdk synth again.`);
  return file;
}
