/**
 * Which rendering of the card a person saw, for the audit: what the build put into the name of the script that draws it, so
 * that the same source gives the same, and a change of the card another one. Short, since it is kept with every decision.
 */
export function renderingOf(script: string): string {
  const name = new URL(script).pathname.split('/').at(-1) ?? '';
  const [, hash] = /-([\w-]{8})\.js$/.exec(name) ?? [];
  return hash ?? name;
}
