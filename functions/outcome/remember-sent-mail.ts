import type { Said } from '#shared/ledger/evidence.ts';
import type { RowKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import type { Tables } from '#shared/tables.ts';
import { rememberSent } from '#shared/trigger/mail-table.ts';

/** Once SES says that it sent a mail of an agent, answers to it find the conversation that it came from. */
export async function rememberSentMail(
  { tables, now }: { tables: Tables; now: () => Date },
  key: RowKey,
  { kind, providerId }: Said['evidence'],
): Promise<void> {
  // Texts and calls have other events; of a mail, this one comes first.
  if (kind !== 'Send' || providerId === undefined) return;
  const row = await readRow(tables, key);
  if (row?.capability !== 'send_email') return;
  const { agentId, conversationId } = row;
  await rememberSent(tables, { agentId, conversationId }, providerId, now());
}
