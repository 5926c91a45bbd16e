import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readAction } from '../../shared/action/action-table.ts';
import { agentKey } from '../../shared/agent/agent-table.ts';
import type { DecisionRequest } from '../../shared/approval/decision.ts';
import { recordDecision } from '../../shared/approval/record-decision.ts';
import { resolveUncertain } from '../../shared/approval/resolve.ts';
import { fold } from '../../shared/ledger/fold.ts';
import { rowKeyOf } from '../../shared/ledger/ledger.ts';
import { readRow, readRows } from '../../shared/ledger/ledger-table.ts';
import type { Tables } from '../../shared/tables.ts';
import { SYSTEM_SENDER } from './builders.ts';

export const callerOf = (personId: string) => ({ personId, signedInAt: '2026-11-23T10:00:00.000Z' });

/** What people do in a workspace under test, and what they would look at. */
export function people(tables: Tables, now: () => Date) {
  let clicks = 0;
  const shownOf = async (actionId: string) => {
    const action = await readAction(tables, actionId);
    return { agentId: action?.agentId ?? '', round: action?.round ?? 0, hash: action?.hash ?? '' };
  };
  const decide = async (personId: string, actionId: string, change: Partial<DecisionRequest> = {}) => {
    const asked = {
      ...{ verdict: 'approve' as const, decisionId: `dec_${personId}_0000000`.replaceAll('_per', '') },
      ...{ shown: change.shown ?? (await shownOf(actionId)), notifyAgent: false },
      ...change,
    };
    return recordDecision({ tables, now, systemSender: SYSTEM_SENDER }, actionId, callerOf(personId), asked);
  };
  return {
    decide,
    /** One new click on the card as it is now. */
    press: async (
      personId: string,
      actionId: string,
      verdict: DecisionRequest['verdict'],
      change: Partial<DecisionRequest> = {},
    ) => {
      clicks++;
      const shown = await shownOf(actionId);
      const folded = fold(await readRows(tables, actionId));
      const round = verdict === 'send_again' ? (folded?.highest ?? 0) : (folded?.round ?? 1);
      const decisionId = `dec_click00000${clicks}`;
      return decide(personId, actionId, { verdict, decisionId, shown: { ...shown, round }, ...change });
    },
    /** "I checked", on the row as it is now unless `v` says otherwise. */
    checked: async (
      personId: string,
      actionId: string,
      said: 'sent' | 'not_sent',
      at: { round?: number; v?: number } = {},
    ) => {
      const { agentId } = await shownOf(actionId);
      const { round = 1 } = at;
      const row = await readRow(tables, rowKeyOf(actionId, round));
      const shown = { agentId, round, v: at.v ?? row?.v ?? 1 };
      return resolveUncertain({ tables, now }, actionId, callerOf(personId), { said, shown });
    },
    rowOf: (actionId: string, round = 1) => readRow(tables, rowKeyOf(actionId, round)),
    actionOf: async (actionId: string) => {
      const action = await readAction(tables, actionId);
      if (!action) throw new Error(`${actionId} is not there`);
      return action;
    },
    stateOf: async (actionId: string) => (await readAction(tables, actionId))?.state,
    /** Changes the invoice agent's email settings. */
    settle: (settings: Record<string, unknown>) => writeSettings(tables, { send_email: { ...USUAL, ...settings } }),
    /** Gives the invoice agent these capabilities and no others. */
    allow: (capabilities: Record<string, unknown>) => writeSettings(tables, capabilities),
  };
}

const USUAL = {
  ...{ enabled: true, notifyAgentDefault: false, approversNeeded: 1 },
  guardrail: { restrict: true, allowList: ['acme.example'], inside: 'allow', outside: 'ask' },
};

async function writeSettings({ client, work }: Tables, capabilities: Record<string, unknown>): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: work,
      Key: agentKey('agt_invoice'),
      UpdateExpression: 'SET capabilities = :now',
      ExpressionAttributeValues: { ':now': capabilities },
    }),
  );
}
