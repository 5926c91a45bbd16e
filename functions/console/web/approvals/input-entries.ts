/** One field of a tool's input, by its path: `customer.name`, `lines[0].amount`. */
export type InputEntry = { path: string; text: string };

/**
 * The input of a tool, one field a line, so that a person reads names and values and no brackets. Undefined where there is
 * nothing to name, or too much. A text and a number may look the same here: the JSON as it is stored stands beside it.
 */
export function inputEntries(json: string): InputEntry[] | undefined {
  const input: unknown = JSON.parse(json);
  if (!isObject(input) || Object.keys(input).length === 0) return undefined;
  const entries = leavesOf(input, '');
  return entries.length <= MOST ? entries : undefined;
}

/** More fields than somebody reads one by one. */
const MOST = 60;

function leavesOf(value: unknown, path: string): InputEntry[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((one, at) => leavesOf(one, `${path}[${at}]`));
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, one]) =>
      leavesOf(one, path === '' ? named(key) : `${path}.${named(key)}`),
    );
  }
  return [{ path, text: typeof value === 'string' ? value : JSON.stringify(value) }];
}

/** A key that could be taken for a path is quoted. */
function named(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
