import type { Judgement, RuleCode } from '../guardrail/guardrail.ts';
import { blockFor } from '../guardrail/judge-files.ts';
import type { FileCheck } from './read-stored-file.ts';
import type { StoredFile } from './stored-file.ts';

export type CheckFile = (file: StoredFile) => Promise<FileCheck>;

/**
 * A judgement of content with files, once the bucket was asked for them: what could not be sent as described is not worth
 * a person's time. Throws when the bucket cannot be asked, so that the request is made again.
 */
export async function requireStoredFiles(
  check: CheckFile,
  files: readonly StoredFile[],
  judged: Judgement,
): Promise<Judgement> {
  const checked = await Promise.all(files.map(async (file) => ({ file, found: await check(file) })));
  const missing = checked.flatMap(({ file, found }) => (found === 'stored' ? [] : [{ file, rule: found }]));
  return blockFor(missing, judged);
}

const TO_STORE =
  'An operator stores files for an agent, below agents/<agent id>/ with a SHA-256 checksum and in one part.';

const REFUSALS = new Map<string, string>(
  Object.entries({
    foreign_file: 'A file is not in the folder of this agent. Nothing was sent.',
    file_not_stored: `There is no file with this key and version. Nothing was sent. ${TO_STORE}`,
    file_differs: 'A stored file has another size or sha256 than you gave. Nothing was sent.',
    file_without_checksum: `A file was stored without its SHA-256 checksum. Nothing was sent. ${TO_STORE}`,
  } satisfies Partial<Record<RuleCode, string>>),
);

/** What an agent is told where a file is the reason: it may have made a mistake in naming it. */
export function fileRefusal(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : REFUSALS.get(reason);
}
