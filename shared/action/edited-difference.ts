import type { Action } from './action.ts';
import { hashOf } from './content.ts';

/** A field that a person changed; absent where the content had no such field. */
export type Difference = { field: string; proposed?: unknown; approved?: unknown };

/**
 * What people changed of what the agent proposed, field by field; undefined when the content of this hash is not an
 * edited one, or is no longer the one that is stored.
 */
export function editedDifference(action: Action, hash: string): Difference[] | undefined {
  const { agentId, capability, proposed, content } = action;
  if (proposed === undefined || proposed === content || hashOf(agentId, capability, content) !== hash) return undefined;
  const before = JSON.parse(proposed) as Record<string, unknown>;
  const after = JSON.parse(content) as Record<string, unknown>;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, proposed: before[field], approved: after[field] }));
}
