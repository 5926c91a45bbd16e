import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

/** Of libphonenumber's metadata, as far as it is changed here: of each country the fifth part is how numbers are written. */
type Metadata = { countries: Record<string, unknown[]>; nonGeographic: Record<string, unknown[]> };

const FORMATS = 4;

/**
 * The metadata without the patterns by which numbers are written nationally, three fifths of it: we only read numbers, and
 * write them as E.164. A test reads numbers of every country with both.
 */
export function slimMetadata(): Metadata {
  const file = createRequire(import.meta.url).resolve('libphonenumber-js/metadata.min.json');
  const metadata = JSON.parse(readFileSync(file, 'utf8'));
  for (const plans of [metadata.countries, metadata.nonGeographic])
    for (const plan of Object.values<unknown[]>(plans)) if (plan[FORMATS]) plan[FORMATS] = 0;
  return metadata;
}

/** What a function needs less of than libphonenumber brings. */
export const slimPhoneMetadata: Plugin = {
  name: 'slim-phone-metadata',
  setup: (build) => {
    build.onLoad({ filter: /libphonenumber-js[\\/].*metadata\.min\.json\.js$/ }, () => ({
      contents: `export default ${JSON.stringify(slimMetadata())}`,
    }));
  },
};
