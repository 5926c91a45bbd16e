import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type LanguageModelV4, LoadAPIKeyError } from '@ai-sdk/provider';
import type { Model, NamedModel } from '#shared/agent/model.ts';
import type { GetSecret } from '#shared/secrets/secrets-below.ts';
import { ruleLanguageModel } from './rule-language-model.ts';

export type ModelDeps = {
  /** Of the providers' keys. */
  getSecret: GetSecret;
  /** Of agents whose settings name none. */
  defaultModel: NamedModel;
};

/** The AI SDK's model for what an agent's settings name. */
export async function languageModel(deps: ModelDeps, model: Model): Promise<LanguageModelV4> {
  const named = model.provider === 'default' ? deps.defaultModel : model;
  switch (named.provider) {
    case 'rules':
      return ruleLanguageModel(named);
    case 'bedrock':
      return createAmazonBedrock(at(named))(named.modelId);
    case 'anthropic':
      return createAnthropic({ apiKey: await keyOf(deps, named.secretName), ...at(named) })(named.modelId);
    case 'openai':
      return createOpenAI({ apiKey: await keyOf(deps, named.secretName), ...at(named) })(named.modelId);
    case 'openai_compatible': {
      const { modelId, baseUrl: baseURL, secretName } = named;
      const key = secretName === undefined ? {} : { apiKey: await keyOf(deps, secretName) };
      return createOpenAICompatible({ name: 'openai_compatible', baseURL, ...key })(modelId);
    }
  }
}

const KEY_WITHIN_MS = 5_000;

async function keyOf({ getSecret }: ModelDeps, name: string): Promise<string> {
  const key = await getSecret(name, AbortSignal.timeout(KEY_WITHIN_MS));
  if (key === undefined) throw new LoadAPIKeyError({ message: `There is no secret for the model called ${name}.` });
  return key;
}

function at({ baseUrl }: { baseUrl?: string | undefined }): { baseURL?: string } {
  return baseUrl === undefined ? {} : { baseURL: baseUrl };
}
