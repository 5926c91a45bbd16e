import * as z from 'zod';
import { ToolName, type ToolSettings, targetOf } from '../guardrail/tool-settings.ts';
import { toInputCheck } from './json-schema.ts';

const MAX_INPUT = 100_000;

/** What an agent gives to a custom tool. What the tool itself asks of its input is checked against its settings. */
export const ToolCall = z.strictObject({
  tool: ToolName,
  input: z
    .record(z.string(), z.json())
    .refine((input) => JSON.stringify(input).length <= MAX_INPUT, `The input is over ${MAX_INPUT} characters.`),
});
export type ToolCall = z.infer<typeof ToolCall>;

/** A call of a custom tool, with where it goes: people approve that too, and no agent can say it. */
export const ToolInput = ToolCall.extend({
  /** From the settings of when it was asked for: the name of a function, or an HTTPS URL. */
  target: z.string().min(1).max(2_000),
});
export type ToolInput = z.infer<typeof ToolInput>;

/**
 * The call as it will be shown, hashed and made: the input as the tool's schema reads it, its defaults filled in.
 * Throws a ZodError that names what is wrong.
 */
export function toToolContent(
  settings: Pick<ToolSettings, 'name' | 'inputSchema' | 'target'>,
  input: unknown,
): ToolInput {
  const checked = toInputCheck(settings.inputSchema).parse(input);
  return ToolInput.parse({ tool: settings.name, target: targetOf(settings), input: checked });
}

/** Whether stored content is still what the tool's schema asks for. */
export function fitsSchema(settings: Pick<ToolSettings, 'inputSchema'>, content: ToolInput): boolean {
  return toInputCheck(settings.inputSchema).safeParse(content.input).success;
}

/** The one line that lists show. Written from the content, never from the agent's words. */
export function summariseTool(content: ToolInput): string {
  return `${content.tool}: ${JSON.stringify(content.input)}`.slice(0, 200).replace(/[\ud800-\udbff]$/, '');
}
