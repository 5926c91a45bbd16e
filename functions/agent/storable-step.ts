import type { ModelMessage } from 'ai';

/** Bytes. The table takes 400 KB an item, and a message has more to it than its step. */
const MAX_STEP = 380_000;
/** Each answer of a tool is stored too: at most 2.5 KB of them a call, and the model's own ids. */
const MAX_CALLS = 50;
const MAX_CALL_ID = 200;

/**
 * The step as it can be stored. One that is too large would be refused by the table, and the run tried again and again
 * with the same end: instead the agent says that it stopped, so that people see why. Nothing of such a step is carried out.
 */
export function storableStep(messages: ModelMessage[]): ModelMessage[] {
  const problem = problemOf(messages);
  return problem ? [{ role: 'assistant', content: `I stop here: ${problem}` }] : messages;
}

function problemOf(messages: ModelMessage[]): string | undefined {
  const calls = messages.flatMap(toolCallIds);
  if (calls.length > MAX_CALLS)
    return `my answer asked for ${calls.length} things at once, and ${MAX_CALLS} are taken.`;
  if (calls.some((id) => id.length > MAX_CALL_ID || !id.isWellFormed())) return 'the id of a tool call is not usable.';
  const bytes = Buffer.byteLength(JSON.stringify(messages));
  return bytes > MAX_STEP ? `my answer had ${bytes} bytes, and ${MAX_STEP} are taken.` : undefined;
}

function toolCallIds({ role, content }: ModelMessage): string[] {
  if (role !== 'assistant' || typeof content === 'string') return [];
  return content.flatMap((part) => (part.type === 'tool-call' ? part.toolCallId : []));
}
