import type { Action } from '../action/action.ts';
import { readAction } from '../action/action-table.ts';
import { Agent } from '../agent/agent.ts';
import { agentKey, readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { guardrailKey, isSettled, LedgerRow, numberedKey } from '../ledger/ledger.ts';
import { readRows } from '../ledger/ledger-table.ts';
import { Person } from '../people/person.ts';
import { personKey, requireMember } from '../people/person-table.ts';
import { readTogether } from '../read-together.ts';
import type { ReadMode, Tables } from '../tables.ts';

export type QuestionRead = {
  person: Person;
  agent: Agent | undefined;
  action: Action | undefined;
  rows: LedgerRow[];
};

/** Whose click it is, and on what. */
type Asked = { actionId: string; agentId: string; personId: string };

/** Who decides, and their rights and settings, are read consistently; what they decide on, as the caller says. */
export async function readQuestion(
  tables: Tables,
  { actionId, agentId, personId }: Asked,
  mode: ReadMode,
): Promise<QuestionRead> {
  const [person, agent, action, rows] = await Promise.all([
    requireMember(tables, personId),
    readAgent(tables, agentId),
    readAction(tables, actionId, mode),
    readRows(tables, actionId, mode),
  ]);
  return { person, agent, action, rows };
}

/**
 * The same for a click on a first question, eventually and with two requests. Until round 1 is settled nobody can make
 * another, so that row and the guardrail's are all that there are; undefined where it is settled.
 */
export async function readFirstQuestion(
  tables: Tables,
  { actionId, agentId, personId }: Asked,
): Promise<QuestionRead | undefined> {
  const [[[person, agent] = [], ledger = []], action] = await Promise.all([
    readTogether(
      tables,
      { table: tables.work, keys: [personKey(personId), agentKey(agentId)], mode: 'consistent' },
      { table: tables.ledger, keys: [guardrailKey(actionId), numberedKey(actionId, 1)], mode: 'eventual' },
    ),
    readAction(tables, actionId, 'eventual'),
  ]);
  if (!person) throw new AppError('NOT_A_MEMBER');
  const rows = ledger.flatMap((item) => (item ? [LedgerRow.parse(item)] : []));
  if (rows.some((row) => row.round === 1 && isSettled(row))) return undefined;
  return { person: Person.parse(person), agent: agent && Agent.parse(agent), action, rows };
}
