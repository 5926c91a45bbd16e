import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import * as z from 'zod';
import type { ToolSettings } from '../guardrail/tool-settings.ts';
import type { Capability } from './capability.ts';
import { EmailInput, summariseEmail, toEmailContent } from './email-content.ts';
import { HttpInput, summariseHttp, toHttpContent } from './http-content.ts';
import { CallInput, SmsInput, summariseCall, summariseSms, toCallContent, toSmsContent } from './phone-content.ts';
import { problemOf } from './plain-json.ts';
import { summariseTool, ToolCall, ToolInput, toToolContent } from './tool-content.ts';

/** What would be done, in full: one member a capability. */
export type Content =
  | { capability: 'send_email'; input: EmailInput }
  | { capability: 'send_sms'; input: SmsInput }
  | { capability: 'make_call'; input: CallInput }
  | { capability: 'http_request'; input: HttpInput }
  | { capability: 'use_tool'; input: ToolInput };

/** Content with the two strings that everything after it relies on. */
export type SealedContent = {
  /** The input in canonical JSON (RFC 8785): stored, shown, and parsed again to be executed. */
  canonical: string;
  /** sha256, hex, over agent, capability and input: what a decision names. */
  hash: string;
};

/** Bytes. The table takes 400 KB an item, and an action has more to it than its content. */
const MAX_CANONICAL = 350_000;

/**
 * Reads what an agent gave to a capability; throws a ZodError that names what is wrong. What two readers could read
 * differently (half a surrogate pair, a number that lost digits) is refused: it would be shown as one thing and sent as another.
 * @param tools of the agent: what a custom tool asks of its input stands in its settings
 */
export function readContent(capability: Capability, input: unknown, tools: readonly ToolSettings[] = []): Content {
  const problem = problemOf(input);
  if (problem) throw refusal(problem, input);
  const read = parseInput(capability, capability === 'use_tool' ? asToolAsks(ToolCall.parse(input), tools) : input);
  if (Buffer.byteLength(canonicalJson(read.input)) > MAX_CANONICAL)
    throw refusal(`All of it together is over ${MAX_CANONICAL} bytes.`, input);
  return read;
}

function asToolAsks({ tool, input }: ToolCall, tools: readonly ToolSettings[]): ToolInput {
  const settings = tools.find(({ name }) => name === tool);
  if (!settings) throw refusal(`There is no tool called ${tool}.`, tool);
  return toToolContent(settings, input);
}

/** The one place that knows every schema and its normal form: what is read and what is opened again go through it. */
function parseInput(capability: Capability, input: unknown): Content {
  switch (capability) {
    case 'send_email':
      // The guardrail reads `Name <address>` as the address, and what is sent must be that.
      return { capability, input: toEmailContent(EmailInput.parse(input)) };
    case 'send_sms':
      return { capability, input: toSmsContent(SmsInput.parse(input)) };
    case 'make_call':
      return { capability, input: toCallContent(CallInput.parse(input)) };
    case 'http_request':
      return { capability, input: toHttpContent(HttpInput.parse(input)) };
    case 'use_tool':
      return { capability, input: ToolInput.parse(input) };
  }
}

function refusal(message: string, input: unknown): z.ZodError {
  return new z.ZodError([{ code: 'custom', path: [], message, input }]);
}

/** Canonical form and hash of content for one agent. */
export function sealContent(agentId: string, content: Content): SealedContent {
  const canonical = canonicalJson(content.input);
  return { canonical, hash: hashOf(agentId, content.capability, canonical) };
}

/**
 * The hash that stored content has now, computed afresh: the stored hash is never trusted for a decision. What is not
 * even JSON has a hash too, so that it can be rejected.
 */
export function hashOf(agentId: string, capability: string, canonical: string): string {
  const whole = canonicalJson({ agentId, capability, ...parsedOrDamaged(canonical) });
  return createHash('sha256').update(whole).digest('hex');
}

function parsedOrDamaged(canonical: string): { input: unknown } | { damaged: string } {
  try {
    return { input: JSON.parse(canonical) };
  } catch {
    return { damaged: canonical.toWellFormed() };
  }
}

/**
 * Stored content, read back to be shown or executed. It must be canonical and hold nothing that the schema does not
 * know, so that every field that will run is one that people see.
 */
export function openContent(capability: Capability, canonical: string): Content {
  const content = parseInput(capability, JSON.parse(canonical));
  if (canonicalJson(content.input) !== canonical) throw new Error('Stored content is not in canonical form');
  return content;
}

export function summarise(content: Content): string {
  switch (content.capability) {
    case 'send_email':
      return summariseEmail(content.input);
    case 'send_sms':
      return summariseSms(content.input);
    case 'make_call':
      return summariseCall(content.input);
    case 'http_request':
      return summariseHttp(content.input);
    case 'use_tool':
      return summariseTool(content.input);
  }
}

function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('A value has no JSON form');
  return text;
}
