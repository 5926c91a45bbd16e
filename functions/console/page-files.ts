import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
};

export type PageFile = {
  type: string;
  body: string;
  etag: string;
  /** The body as gzip, base64: API Gateway compresses nothing itself, and a phone waits for every kilobyte. */
  zipped: () => string;
};

/** The page's files by name. Only what is here can be asked for, so a path cannot reach anything else. */
export function readPageFiles(directory: URL): Map<string, PageFile> {
  if (!existsSync(directory)) throw new Error(`The page is not built: ${directory.pathname} is missing`);
  const files = readdirSync(directory).flatMap((name): [string, PageFile][] => {
    const type = TYPES[extname(name)];
    return type ? [[name, toPageFile(type, readFileSync(new URL(name, directory), 'utf8'))]] : [];
  });
  return new Map(files);
}

function toPageFile(type: string, body: string): PageFile {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  let zipped: string | undefined;
  return {
    ...{ type, body, etag },
    zipped: () => {
      zipped ??= gzipSync(body, { level: 9 }).toString('base64');
      return zipped;
    },
  };
}
