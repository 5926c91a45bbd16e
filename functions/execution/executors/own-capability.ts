import type * as z from 'zod';
import type { Capability } from '#shared/action/capability.ts';
import { type About, notReady, type Preparation, type Prepare } from '../effect.ts';

type PrepareOf<Input> = (content: { input: Input }, about: About) => Promise<Preparation> | Preparation;

/**
 * The preparation of one capability. A text message and a call have the same fields, so an executor that is handed
 * another one's action could carry it out: it refuses instead.
 */
export function ownCapability<Input>(
  capability: Capability,
  input: z.ZodType<Input>,
  prepare: PrepareOf<Input>,
): Prepare {
  return async (content, about) => {
    const read = input.safeParse(content.input);
    if (about.action.capability !== capability || !read.success) return notReady('refused', 'wrong_executor');
    return prepare({ input: read.data }, about);
  };
}
