import { count } from './counted.ts';
import type { Click, Ended, Process, Row, World } from './state.ts';
import { breaks, rowsOf } from './truth.ts';

/** Whether the ledger has the decision of this click. */
export function isStored(world: World, { action, decisionId }: Click): boolean {
  const actionId = world.actions[action]?.actionId ?? '';
  const parts = rowsOf(world, actionId).flatMap((row) => [row, row.second, row.stopped]);
  return parts.some((part) => (part as Row | undefined)?.decisionId === decisionId);
}

/**
 * I7: whoever is told that it counts has it in the ledger, and whoever had it there, or wrote it, is never told that they
 * lost. A click that was sent twice may be refused once, by what was so before the other one was written.
 */
export function checkAnswer(process: Process, click: Click, result: Ended, wasStored: boolean): void {
  const { world, about, faulty } = process;
  if (result === 'dead' || !result.ok) return;
  const { statusCode, body } = result.value as { statusCode: number; body: string };
  const { code, state } = JSON.parse(body);
  world.story?.push(`   the answer to ${click.verdict}: ${statusCode} ${code ?? state}`);
  if (statusCode === 409) count(world, 'F11 lost a race');
  if (statusCode === 413 || statusCode === 400) count(world, 'F16 edit too large');
  if (statusCode === 503) count(world, 'F5 told to try again');
  const hasIt = isStored(world, click);
  if (statusCode === 200 && !hasIt) breaks(world, `I7 ${about} was told that it counts, and the ledger has it not`);
  if (statusCode === 409 && (wasStored || (hasIt && process.hasDecided)))
    breaks(world, `I7 ${about} was told that it lost, and the ledger has it`);
  const isExcused = faulty || world.strange.size > 0 || world.mode === 'attack' || statusCode === 503;
  if (statusCode >= 500 && !isExcused)
    breaks(world, `F5 ${about} failed with ${statusCode} although nothing was wrong`);
}
