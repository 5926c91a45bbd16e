import { partsOfFuzz } from './parts.ts';

/** The process of one part: what it found is what it sends, once. */
const [name = '', requests, seed] = process.argv.slice(2);
process.once('disconnect', () => process.exit(1));
const fuzz = partsOfFuzz().get(name);
if (!fuzz) process.exit(2);
const fuzzed = await fuzz({ requests: Number(requests), seed: Number(seed) });
process.send?.(fuzzed, () => process.exit(0));
