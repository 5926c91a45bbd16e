import canonicalize from 'canonicalize';
import * as z from 'zod';
import type { Content } from '../action/content.ts';

const WithFiles = z.object({ attachments: z.array(z.unknown()).default([]) });

/**
 * Whether content has a file that none of these canonical contents has. The bucket is asked for files when an agent
 * requests them, and not again when a person edits.
 */
export function bringsFilesIn(content: Content, before: readonly string[]): boolean {
  if (content.capability !== 'send_email') return false;
  const known = new Set(before.flatMap(filesOf));
  return (content.input.attachments ?? []).some((file) => !known.has(canonicalize(file)));
}

/** Content that is damaged has no files that could be kept. */
function filesOf(canonical: string): (string | undefined)[] {
  try {
    return WithFiles.parse(JSON.parse(canonical)).attachments.map((file) => canonicalize(file));
  } catch {
    return [];
  }
}
