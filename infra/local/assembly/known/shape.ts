/**
 * What the local run understands of a value: a leaf (undefined, or the complaint), or an object of known properties.
 * A list is understood when each of its items is. The values of what is acted on are parsed by the part that acts.
 */
export type Shape = Leaf | { readonly [property: string]: Shape };
type Leaf = (value: unknown) => Misunderstanding | undefined;
export type Misunderstanding = { path: string[]; complaint: string };

/** A part of the local run acts on it. */
export const acts: Leaf = () => undefined;

/** Has no effect on one machine; the word why is for the reader. */
export const inert = (_why: string): Leaf => acts;

/** Acts, and the local run can do only these. */
export const only =
  (...values: (string | boolean)[]): Leaf =>
  (value) =>
    values.some((known) => known === value)
      ? undefined
      : { path: [], complaint: `is ${JSON.stringify(value)}, and the local run can do only ${values.join(' or ')}` };

/** An object whose keys are free, such as routes or variables. */
export const mapOf =
  (shape: Shape): Leaf =>
  (value) =>
    Object.entries(value ?? {})
      .map(([key, item]) => below(key, misunderstanding(shape, item)))
      .find((found) => found !== undefined);

/** The first part of a value that the local run does not understand. */
export function misunderstanding(shape: Shape, value: unknown): Misunderstanding | undefined {
  if (Array.isArray(value)) return value.map((item) => misunderstanding(shape, item)).find((found) => found);
  if (typeof shape === 'function') return shape(value);
  if (typeof value !== 'object' || value === null) return { path: [], complaint: 'is not an object' };
  return Object.entries(value)
    .map(([property, item]) => {
      const known = Object.hasOwn(shape, property) ? shape[property] : undefined;
      return below(property, known ? misunderstanding(known, item) : { path: [], complaint: unknownProperty });
    })
    .find((found) => found);
}

const unknownProperty = 'is a property that the local run does not know';

function below(property: string, found: Misunderstanding | undefined): Misunderstanding | undefined {
  return found && { ...found, path: [property, ...found.path] };
}
