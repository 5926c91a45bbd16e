import type * as z from 'zod';
import type { Capability } from '#shared/action/capability.ts';
import type { Attempt, Effect, EffectResult } from '../execute-action.ts';

type EffectOf<Input> = (content: { input: Input }, about: Attempt) => Promise<EffectResult>;

/**
 * The effect of one capability. A text message and a call have the same fields, so an executor that is handed another
 * one's action could carry it out: it refuses instead.
 */
export function ownCapability<Input>(capability: Capability, input: z.ZodType<Input>, effect: EffectOf<Input>): Effect {
  return async (content, about) => {
    const read = input.safeParse(content.input);
    if (about.action.capability !== capability || !read.success) return { known: 'refused', code: 'wrong_executor' };
    return effect({ input: read.data }, about);
  };
}
