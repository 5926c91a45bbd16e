import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** `at fn (file:///var/task/index.mjs:12:345)`: where a frame of a bundle says that it is. */
const PLACE = /(file:\/\/\S+\.mjs|\/\S+\.mjs):(\d+):(\d+)/;

const maps = new Map<string, SourceMap | undefined>();

/**
 * A frame of a stack in terms of the source. Node could do that by itself (`--enable-source-maps`), but then reads every
 * map at every cold start; here it is read when there is an error to tell. A frame that has no map stays as it is.
 */
export function inSource(frame: string): string {
  const [place, file, line, column] = PLACE.exec(frame) ?? [];
  if (!place || !file) return frame;
  const map = mapOf(file.startsWith('file:') ? fileURLToPath(file) : file);
  const origin = map?.findOrigin(Number(line), Number(column));
  if (!origin || !('fileName' in origin)) return frame;
  const { fileName, lineNumber, columnNumber } = origin;
  return frame.replace(place, `${fileName.replace(/^(?:\.\.\/)+/, '')}:${lineNumber}:${columnNumber}`);
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
