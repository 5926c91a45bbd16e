import * as z from 'zod';
import { readAction } from '../action/action-table.ts';
import { readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { type LedgerRow, rowKeyOf } from '../ledger/ledger.ts';
import { readRows } from '../ledger/ledger-table.ts';
import { resolveByPerson } from '../ledger/resolutions.ts';
import { log } from '../log.ts';
import { mayDecideOn } from '../people/access.ts';
import type { Caller } from '../people/caller.ts';
import { requireMember } from '../people/person-table.ts';
import type { Tables } from '../tables.ts';

/** "I checked": what a person found where the effect would be seen, and which row of the card's history they mean. */
export const ResolutionRequest = z.strictObject({
  said: z.enum(['sent', 'not_sent']),
  shown: z.strictObject({
    agentId: z.string().min(1).max(100),
    /** 0 for what the guardrail allowed. */
    round: z.number().int().nonnegative(),
    v: z.number().int().positive(),
  }),
});
export type ResolutionRequest = z.infer<typeof ResolutionRequest>;

export type ResolutionReply = { actionId: string; round: number; state: string; said: string; by: string; at: string };

/**
 * L11: takes a person's word for what became of an uncertain row. Refuses with NOT_FOUND who may not decide, and with
 * NOT_UNCERTAIN, saying the current state, when evidence or somebody else was faster. The same word of the same person,
 * sent twice, is one.
 */
export async function resolveUncertain(
  { tables, now }: { tables: Tables; now: () => Date },
  actionId: string,
  by: Caller,
  { said, shown }: ResolutionRequest,
): Promise<ResolutionReply> {
  const [person, agent, action, rows] = await Promise.all([
    requireMember(tables, by.personId),
    readAgent(tables, shown.agentId),
    readAction(tables, actionId),
    readRows(tables, actionId),
  ]);
  if (!action || !agent || action.agentId !== agent.agentId || !mayDecideOn(person, agent, action))
    throw new AppError('NOT_FOUND');
  const { pk } = rowKeyOf(actionId, shown.round);
  const row = rows.find((one) => one.pk === pk && one.round === shown.round);
  const repeated = row && replyOf(row, person.personId, said);
  if (repeated) return repeated;
  if (row?.state !== 'uncertain' || row.v !== shown.v) throw notUncertain(row);
  const resolution = { said, by: person.personId, byName: person.name, at: now().toISOString() };
  const written = await resolveByPerson(tables, row, resolution);
  const reply = written.row && replyOf(written.row, person.personId, said);
  if (!reply) throw notUncertain(written.row);
  log.info('resolved by a person', { actionId, round: row.round, outcome: said, personId: person.personId });
  return reply;
}

function replyOf(row: LedgerRow, personId: string, said: string): ResolutionReply | undefined {
  if (!('resolution' in row) || row.resolution?.by !== personId || row.resolution.said !== said) return undefined;
  const { actionId, round, state, resolution } = row;
  return { actionId, round, state, said, by: resolution.byName, at: resolution.at };
}

function notUncertain(row: LedgerRow | undefined): AppError {
  return new AppError('NOT_UNCERTAIN', row ? { state: row.state, round: row.round, v: row.v } : {});
}
