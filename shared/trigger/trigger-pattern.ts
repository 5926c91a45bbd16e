import { parseStrictJson } from '../action/strict-json.ts';
import { compilePattern } from '../events/event-pattern.ts';
import { EVENT_SOURCE } from '../events/events.ts';

/** What EventBridge takes. */
const MAX_PATTERN = 4096;

/** Fields that every event has; what a sender says is in `detail`. */
const FIELDS = ['account', 'detail', 'detail-type', 'id', 'region', 'resources', 'source', 'time', 'version'];

/** Nothing but an event of another source, whatever else is asked for. */
const FOREIGN = [{ 'anything-but': [EVENT_SOURCE] }];

/**
 * A trigger's pattern as its rule gets it: never one that our own events match. An agent that was started by what it does
 * itself would start itself again, and again.
 * @returns JSON of a pattern for EventBridge
 * @throws Error that says what is wrong, for a person
 */
export function rulePattern(json: string): string {
  const read = parseStrictJson(json);
  const pattern = read.ok ? read.value : undefined;
  if (!isObject(pattern)) throw new Error('A pattern is an object of JSON.');
  const unknown = Object.keys(pattern).find((name) => !FIELDS.includes(name));
  if (unknown === '$or') throw new Error('Write $or inside of detail: at the top it could let any source in.');
  if (unknown !== undefined) throw new Error(`An event has no field "${unknown}": what its sender says is in detail.`);
  compilePattern(pattern);
  if (pattern.source !== undefined && compilePattern({ source: pattern.source })({ source: EVENT_SOURCE }))
    throw new Error(`Events of the source "${EVENT_SOURCE}" start no agent: name the sources that may.`);
  const rule = JSON.stringify({ ...pattern, source: pattern.source ?? FOREIGN });
  if (Buffer.byteLength(rule) > MAX_PATTERN) throw new Error(`A pattern has at most ${MAX_PATTERN} bytes.`);
  return rule;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
