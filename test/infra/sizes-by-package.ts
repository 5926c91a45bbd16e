import type { Metafile } from 'esbuild';

const SHOWN = 5;

/** Size of one function's bundle, and what of it comes from where, the largest parts first. */
export function sizesByPackage({ outputs }: Metafile, entry: string): { kilobytes: number; largest: string } {
  const output = Object.entries(outputs).find(
    ([file, { entryPoint }]) => entryPoint === entry && file.endsWith('.mjs'),
  );
  if (!output) throw new Error(`${entry} was not bundled`);
  const [, { bytes, inputs }] = output;
  const parts = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = packageOf(file);
    parts.set(name, (parts.get(name) ?? 0) + bytesInOutput);
  }
  const largest = [...parts].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  return {
    kilobytes: bytes / 1_000,
    largest: largest.map(([name, size]) => `${name} ${Math.round(size / 1_000)}`).join(', '),
  };
}

function packageOf(file: string): string {
  const names = [...file.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)];
  return names.at(-1)?.[1] ?? file.split('/')[0] ?? file;
}
