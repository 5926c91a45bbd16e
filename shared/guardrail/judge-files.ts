import { isOwnFile, type StoredFile } from '../files/stored-file.ts';
import type { Judgement, Reason, RuleCode } from './guardrail.ts';

/** Whatever the settings allow: an agent sends its own files and no other's. */
export function blockForeignFiles(agentId: string, files: readonly StoredFile[], judged: Judgement): Judgement {
  return blockFor(
    files.filter((file) => !isOwnFile(agentId, file)).map((file) => ({ file, rule: 'foreign_file' })),
    judged,
  );
}

/** Adds to a judgement that files of it block the action. A block that was there before stays the reason. */
export function blockFor(blocked: readonly { file: StoredFile; rule: RuleCode }[], judged: Judgement): Judgement {
  const reasons = blocked.map(({ file, rule }): Reason => {
    return { field: 'attachments', recipient: file.name, rule, verdict: 'block' };
  });
  const [first] = reasons;
  if (!first) return judged;
  const rule = judged.verdict === 'block' ? judged.rule : first.rule;
  return { verdict: 'block', rule, reasons: [...judged.reasons, ...reasons] };
}
