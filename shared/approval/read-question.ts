import { Action } from '../action/action.ts';
import { actionKey, readAction } from '../action/action-table.ts';
import type { Agent } from '../agent/agent.ts';
import { agentKey, agentOf, readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { guardrailKey, LedgerRow } from '../ledger/ledger.ts';
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
 * The same for a click on a question that no row of the ledger was shown on yet, with one request. Whether there is a row
 * of round 1 is not read: the write is conditional on there being none, and its refusal brings that row. Undefined where
 * there may be other rows beside it.
 */
export async function readFirstQuestion(
  tables: Tables,
  { actionId, agentId, personId }: Asked,
): Promise<QuestionRead | undefined> {
  const work = [personKey(personId), agentKey(agentId), actionKey(actionId)];
  const [[person, agent, stored] = [], [guardrail] = []] = await readTogether(
    tables,
    { table: tables.work, keys: work, mode: 'consistent' },
    { table: tables.ledger, keys: [guardrailKey(actionId)], mode: 'eventual' },
  );
  if (!person) throw new AppError('NOT_A_MEMBER');
  const action = stored && Action.parse(stored);
  if (action && action.pv > 0) return undefined;
  const rows = guardrail ? [LedgerRow.parse(guardrail)] : [];
  return { person: Person.parse(person), agent: agentOf(agent), action, rows };
}
