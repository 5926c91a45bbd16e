import * as z from 'zod';
import { ToolName, type ToolSettings } from '../guardrail/tool-settings.ts';
import { toInputCheck } from './json-schema.ts';

const MAX_INPUT = 100_000;

/** A call of a custom tool. What the tool itself asks of its input is checked against its settings. */
export const ToolInput = z.strictObject({
  tool: ToolName,
  input: z
    .record(z.string(), z.json())
    .refine((input) => JSON.stringify(input).length <= MAX_INPUT, `The input is over ${MAX_INPUT} characters.`),
});
export type ToolInput = z.infer<typeof ToolInput>;

/**
 * The call as it will be shown, hashed and made: the input as the tool's schema reads it, its defaults filled in.
 * Throws a ZodError that names what is wrong.
 */
export function toToolContent(settings: Pick<ToolSettings, 'name' | 'inputSchema'>, input: unknown): ToolInput {
  return ToolInput.parse({ tool: settings.name, input: toInputCheck(settings.inputSchema).parse(input) });
}

/** Whether stored content is still what the tool's schema asks for. */
export function fitsSchema(settings: Pick<ToolSettings, 'inputSchema'>, content: ToolInput): boolean {
  return toInputCheck(settings.inputSchema).safeParse(content.input).success;
}

/** The one line that lists show. Written from the content, never from the agent's words. */
export function summariseTool(content: ToolInput): string {
  return `${content.tool}: ${JSON.stringify(content.input)}`.slice(0, 200);
}
