import type * as z from 'zod';
import type { Effect, EffectResult } from '../execute-action.ts';

type EffectOf<Input> = (content: { input: Input }, about: Parameters<Effect>[1]) => Promise<EffectResult>;

/**
 * The effect of one capability. A text message and a call have the same fields, so an executor that is handed another
 * one's action could carry it out: it refuses instead.
 */
export function ownCapability<Input>(capability: string, input: z.ZodType<Input>, effect: EffectOf<Input>): Effect {
  return async (content, about) => {
    const read = input.safeParse(content.input);
    if (about.action.capability !== capability || !read.success) return { known: 'refused', code: 'wrong_executor' };
    return effect({ input: read.data }, about);
  };
}
