/** What a target receives of an event. */
export type TargetInput = (event: unknown) => unknown;

/**
 * A target's `Input` (a constant in JSON) or `InputPath` (`$`, `$.detail`, `$.detail.state`); the whole event otherwise.
 * @throws Error on a path with anything but names
 */
export function readInput(target: {
  Id: string;
  Input?: string | undefined;
  InputPath?: string | undefined;
}): TargetInput {
  const { Id, Input, InputPath } = target;
  if (Input !== undefined) {
    const constant: unknown = JSON.parse(Input);
    return () => constant;
  }
  if (InputPath === undefined) return (event) => event;
  if (!/^\$(\.[\w-]+)*$/.test(InputPath)) {
    throw new Error(
      `Target ${Id}: InputPath ${InputPath} cannot be run locally; use names only, as in $.detail.state.`,
    );
  }
  const names = InputPath.split('.').slice(1);
  return (event) => names.reduce(fieldOf, event) ?? null;
}

function fieldOf(value: unknown, name: string): unknown {
  return new Map(Object.entries(value ?? {})).get(name);
}
