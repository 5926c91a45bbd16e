import type { Mutation } from './mutation.ts';
import type { Mode } from './state.ts';
import * as t from './stories.ts';

/** The real code with one fault planted, a story in which that matters, and the promises of which one must break. */
export type Mutant = { name: string; mode: Mode; breaks: string; mutation: Mutation; story: t.Story };

export function mutant(name: string, breaks: string, mutation: Mutation, told: t.Told[], mode: Mode = 'plain'): Mutant {
  return { name, mode, breaks, mutation, story: t.story(...t.evenly(told)) };
}
