import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, type IStackSynthesizer, Validations } from 'aws-cdk-lib';
import { bundleFunctions } from './bundle.ts';
import { CountersignStack } from './stack.ts';

export type SynthesizeOptions = {
  /** Where the assembly goes; by default where the CDK command line wants it. */
  outdir?: string;
  /** Whether to check the stack against the rules of cdk-nag and CloudFormation; that is most of the time it takes. */
  checked?: boolean;
};

/** Small, and without terms to accept first; `--context bedrockModel=…` names another model or inference profile. */
const DEFAULT_BEDROCK_MODEL = 'amazon.nova-lite-v1:0';

/** Here and not in cdk.json, so that they hold for whoever synthesizes. */
export const featureFlags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:annotationsInValidationReport': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
};

/** Writes the assembly: the template and every function's bundle. Returns its directory. */
export async function synthesize({ outdir, checked = true }: SynthesizeOptions = {}): Promise<string> {
  const app = new App({
    ...(outdir && { outdir }),
    context: featureFlags,
    analyticsReporting: false,
    builtinCloudFormationValidation: checked,
  });
  if (checked) await addChecks(app);
  const bundled = mkdtempSync(join(tmpdir(), 'countersign-'));
  try {
    new CountersignStack(app, 'Countersign', {
      bundles: await bundleFunctions(bundled),
      mailDomain: app.node.tryGetContext('mailDomain') ?? 'countersign.example',
      firstAdminEmail: app.node.tryGetContext('firstAdminEmail') ?? '',
      phoneOrigination: app.node.tryGetContext('phoneOrigination') ?? 'pool/pool-countersign',
      defaultModel: { provider: 'bedrock', modelId: app.node.tryGetContext('bedrockModel') ?? DEFAULT_BEDROCK_MODEL },
      // CDK's own types disagree with each other under exactOptionalPropertyTypes.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
      description: "Countersign: a person's approval before an AI agent's sensitive actions",
    });
    return app.synth().directory;
  } finally {
    rmSync(bundled, { recursive: true });
  }
}

/** The rules of cdk-nag: a finding that nobody acknowledged with a reason stops the synthesis. */
export async function addChecks(app: App): Promise<void> {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

if (import.meta.main) await synthesize();
