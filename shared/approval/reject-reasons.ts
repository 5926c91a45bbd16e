import type { Agent } from '../agent/agent.ts';

/** Offered where an agent has none of its own. What is chosen is the decision's note, which the agent reads if it is told. */
const USUAL_REASONS = [
  'This is the wrong recipient.',
  'The content is not right.',
  'This is not needed any more.',
  'A person does this themselves.',
  'This looks like somebody tricked the agent.',
];

export function rejectReasonsOf({ rejectReasons }: Agent): readonly string[] {
  return rejectReasons.length > 0 ? rejectReasons : USUAL_REASONS;
}
