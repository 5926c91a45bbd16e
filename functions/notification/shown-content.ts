import type { Action } from '#shared/action/action.ts';
import { openContent } from '#shared/action/content.ts';

/** The fields of an action's content as text, in the order that they are stored; of what cannot be read, nothing. */
export function shownContent({ capability, content }: Action): { field: string; text: string }[] {
  try {
    const { input } = openContent(capability, content);
    return Object.entries(input).map(([field, value]) => ({ field, text: asText(value) }));
  } catch {
    return [];
  }
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return JSON.stringify(value);
}
