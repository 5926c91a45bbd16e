import type { Action } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { readAnyAgent } from '#shared/agent/agent-table.ts';
import type { AuditEntry } from '#shared/approval/audit.ts';
import { tellStory } from '#shared/approval/tell-story.ts';
import { AppError } from '#shared/errors.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { readNotified } from '#shared/notification/bell-table.ts';
import { maySee } from '#shared/people/access.ts';
import type { Caller } from '#shared/people/caller.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { Tables } from '#shared/tables.ts';

/** The story of one action, for who may see it. */
export async function readAudit(tables: Tables, by: Caller, actionId: string) {
  const [person, action] = await Promise.all([requireMember(tables, by.personId), readAction(tables, actionId)]);
  const agent = action && (await readAnyAgent(tables, action.agentId));
  if (!action || !agent || !maySee(person, agent, action)) throw new AppError('NOT_FOUND');
  return { actionId, entries: await storyOf(tables, action) };
}

export async function storyOf(tables: Tables, action: Action): Promise<AuditEntry[]> {
  const rows = await readRows(tables, action.actionId);
  const rounds = [...new Set([action.round, ...rows.map(({ round }) => round)])].filter((round) => round > 0);
  const told = await Promise.all(
    rounds.map(async (round) => {
      const notified = await readNotified(tables, action.actionId, round);
      return notified ? [{ ...notified, round }] : [];
    }),
  );
  return tellStory(action, rows, told.flat());
}
