/** What a target receives of an event. */
export type TargetInput = (event: unknown) => unknown;

/** The one variable of an `InputTransformer` that the local run fills in. */
const WHOLE_EVENT = '<aws.events.event.json>';

/**
 * A target's `InputTransformer` (JSON around the whole event), `Input` (a constant in JSON) or `InputPath` (`$`, `$.detail`, `$.detail.state`); the whole event otherwise.
 * @throws Error on a path with anything but names
 */
export function readInput(target: {
  Id: string;
  Input?: string | undefined;
  InputPath?: string | undefined;
  InputTransformer?: { InputTemplate: string } | undefined;
}): TargetInput {
  const { Id, Input, InputPath, InputTransformer } = target;
  if (InputTransformer) return transformed(Id, InputTransformer.InputTemplate);
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

function transformed(id: string, template: string): TargetInput {
  if (template.replaceAll(WHOLE_EVENT, '').includes('<'))
    throw new Error(`Target ${id}: of the variables of an InputTemplate, the local run knows ${WHOLE_EVENT} only.`);
  return (event) => JSON.parse(template.replaceAll(WHOLE_EVENT, () => JSON.stringify(event)));
}

function fieldOf(value: unknown, name: string): unknown {
  return new Map(Object.entries(value ?? {})).get(name);
}
