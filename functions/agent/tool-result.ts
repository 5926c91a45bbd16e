import { type Answer, cutAnswer } from '#shared/action/answer.ts';
import type { AgentOutcome } from '#shared/action/outcome.ts';
import { dataBlock } from './data-block.ts';

/** Bytes of all answers in one step: the table takes 400 KB an item, and the rest of 50 outcomes takes 125 KB. */
const ANSWERS_OF_STEP = 200_000;

/**
 * An outcome as the result of one of so many tool calls. What came back from outside stands in it as data, and is cut to
 * its share of the step.
 */
export function toolResult({ answer, ...outcome }: AgentOutcome, calls: number) {
  return answer ? { ...outcome, answer: asData(answer, Math.floor(ANSWERS_OF_STEP / calls)) } : outcome;
}

function asData(answer: Answer, bytes: number): string {
  const block = dataBlock('answer', JSON.stringify(answer));
  const size = Buffer.byteLength(JSON.stringify(block));
  if (size <= bytes) return block;
  // Every turn halves the text, and then there are only the headers to leave out.
  const shorter = answer.body ? cutAnswer(answer, Math.floor(answer.body.length / 2)) : { ...answer, headers: {} };
  return asData({ ...shorter, truncated: true }, bytes);
}
