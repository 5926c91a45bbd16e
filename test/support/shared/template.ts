import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { featureFlags } from '../../../infra/app.ts';
import { CountersignStack } from '../../../infra/stack.ts';
import { TEMPLATE_FILE } from './names.ts';

/** Synthesizes once for all test files that look at the template; the functions' code is none, since no rule reads it. */
export function setup(): (() => void) | undefined {
  // Several projects name this file, and their tests run at the same time.
  if (process.env[TEMPLATE_FILE]) return undefined;
  const scratch = mkdtempSync(join(tmpdir(), 'countersign-template-'));
  const code = join(scratch, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.mjs'), 'export const handler = async () => ({});\n');
  const app = new App({
    outdir: join(scratch, 'out'),
    context: featureFlags,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  new CountersignStack(app, 'Countersign', {
    bundles: { of: () => code, metafile: { inputs: {}, outputs: {} } },
    ...{ mailDomain: 'acme.example', phoneOrigination: 'pool/pool-acme', firstAdminEmail: 'first@acme.example' },
    defaultModel: { provider: 'bedrock', modelId: 'amazon.nova-lite-v1:0' },
  });
  process.env[TEMPLATE_FILE] = join(app.synth().directory, 'Countersign.template.json');
  return () => rmSync(scratch, { recursive: true });
}
