import { LOCAL_EXAMPLE } from '../../../infra/example/example-workspace.ts';
import { writeExample } from '../../../infra/example/write-example.ts';
import type { Change } from '../../../shared/streams/stream-records.ts';
import type { Tables } from '../../../shared/tables.ts';
import { anHttpEvent, SYSTEM_SENDER } from '../../support/builders.ts';
import { createTestTables } from '../../support/dynamodb-local.ts';
import { withoutPreparation } from '../../support/prepared.ts';
import { CONVERSATION, gateOf } from '../gate.ts';
import { type OpenContender, oneKilobyte } from './contender.ts';
import { countWrites } from './count-writes.ts';
import { noteLedger } from './note-ledger.ts';

type Question = { actionId: string; hash: string };
const NOBODY = { send: async () => ({ FailedEntryCount: 0, Entries: [] }) } as never;
const now = () => new Date();

/**
 * Countersign: the gate, the handler of the decision, the executor with a counter as its effect, and what Publish does
 * with the ledger's stream, beside them as in the real run. All reads, checks, projections and what is kept for audit in.
 */
export const open: OpenContender = async ({ dynamodb }) => {
  // What functions log goes where Lambda would take it: it is made, and not printed.
  process.stdout.write = () => true;
  const client = await createTestTables(dynamodb);
  const tables: Tables = { client, work: 'work', ledger: 'ledger' };
  await writeExample(tables, LOCAL_EXAMPLE);
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url, AWS_REGION: 'us-east-1', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_ACCESS_KEY_ID: dynamodb.accessKeyId, WORK_TABLE: 'work', LEDGER_TABLE: 'ledger' },
    SYSTEM_SENDER,
  });
  const [{ requestAction }, { executeAction }, { publishChange }, { openTables }] = await Promise.all([
    import('../../../shared/action/request-action.ts'),
    import('../../../functions/execution/execute-action.ts'),
    import('../../../functions/outcome/publish-change.ts'),
    import('../../../shared/tables.ts'),
  ]);
  const changes = noteLedger();
  const { handler: decide } = await import('../../../functions/approval/decide.ts');
  const own = openTables({ WORK_TABLE: 'work', LEDGER_TABLE: 'ledger' });
  const gate = gateOf(own);
  let effects = 0;
  let asked = 0;
  const prepare = withoutPreparation(async () => {
    effects += 1;
    return { known: 'done', code: 'accepted', providerId: 'counter' };
  });
  const publish = (change: Change | undefined) =>
    change && publishChange({ tables: own, bus: { events: NOBODY, bus: 'bus' }, now }, change);
  const begun = new Map<string, Promise<void>>();
  return {
    ask: async () => {
      asked += 1;
      const { actionId } = await requestAction(gate, {
        conversation: CONVERSATION,
        runId: 'run_1',
        toolCallId: `call_${asked}`,
        capability: 'send_email',
        input: oneKilobyte('dana@customer.example'),
      });
      return { actionId, hash: changes.hashOf(actionId) } satisfies Question;
    },
    approve: async (question) => {
      const { actionId, hash } = question as Question;
      const decisionId = `dec_${actionId.slice(-12)}${Math.random().toString(36).slice(2, 8)}`;
      const reply = await decide(clickOf(actionId, { agentId: 'agt_invoice', round: 1, hash }, decisionId));
      if (reply.statusCode !== 200) throw new Error(String(reply.body));
      const change = changes.take(actionId);
      begun.set(actionId, Promise.resolve(publish(change)));
      await executeAction({ tables: own, now, prepare }, { pk: actionId, round: 1, told: change?.after });
    },
    show: async (question) => {
      const { actionId } = question as Question;
      await begun.get(actionId);
      begun.delete(actionId);
      await publish(changes.take(actionId));
    },
    effects: () => effects,
    stored: countWrites(),
    close: async () => client.destroy(),
  };
};

function clickOf(actionId: string, shown: object, decisionId: string) {
  const claims = { sub: 'per_olivia', token_use: 'access', auth_time: '1764300000' };
  return anHttpEvent({
    ...{ routeKey: 'POST /approvals/{actionId}/decision', pathParameters: { actionId } },
    body: JSON.stringify({ verdict: 'approve', decisionId, shown }),
    headers: { 'content-type': 'application/json' },
    requestContext: { requestId: 'req', authorizer: { jwt: { claims, scopes: [] } } },
  });
}
