import * as z from 'zod';
import { SecretName } from '../guardrail/http-settings.ts';
import { RuleModel } from './rule-model.ts';

const ModelId = z.string().regex(/^[\w.:/@-]{1,200}$/, 'Give the name that the provider has for the model.');

/** Where a provider answers; without the path of a single call, as its AI SDK package wants it. */
const BaseUrl = z.url({ protocol: /^https?$/ }).max(500);

/** Name of a secret below `countersign/model/` that holds the provider's key. */
const Key = { secretName: SecretName };

const NAMED = [
  RuleModel,
  z.strictObject({ provider: z.literal('bedrock'), modelId: ModelId, baseUrl: BaseUrl.optional() }),
  z.strictObject({ provider: z.literal('anthropic'), modelId: ModelId, ...Key, baseUrl: BaseUrl.optional() }),
  z.strictObject({ provider: z.literal('openai'), modelId: ModelId, ...Key, baseUrl: BaseUrl.optional() }),
  /** Whatever else answers as OpenAI's chat completions do: Ollama, vLLM, a gateway. A local one may need no key. */
  z.strictObject({
    ...{ provider: z.literal('openai_compatible'), modelId: ModelId, baseUrl: BaseUrl },
    secretName: SecretName.optional(),
  }),
] as const;

/** A model that says itself what it is. */
export const NamedModel = z.discriminatedUnion('provider', NAMED);
export type NamedModel = z.infer<typeof NamedModel>;

/**
 * What an agent thinks with: a language model of a provider that the AI SDK speaks to, the rule-based model that ships
 * with the project, or whatever the deployment has set for all agents that do not say.
 */
export const Model = z.discriminatedUnion('provider', [z.strictObject({ provider: z.literal('default') }), ...NAMED]);
export type Model = z.infer<typeof Model>;
