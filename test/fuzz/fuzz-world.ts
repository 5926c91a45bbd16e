import { createServer } from 'node:http';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { LOCAL_REGION } from '../../infra/local/contract.ts';
import { listenOnLoopback } from '../../infra/local/listen-on-loopback.ts';
import { dueShard } from '../../shared/action/action.ts';
import { readAction } from '../../shared/action/action-table.ts';
import type { Capability } from '../../shared/action/capability.ts';
import { requestAction } from '../../shared/action/request-action.ts';
import { hashOfKey, newKeyText, startOfKey } from '../../shared/elsewhere/agent-key.ts';
import { createKey } from '../../shared/elsewhere/agent-key-table.ts';
import { projectAction } from '../../shared/ledger/project.ts';
import { MailState, mailStateKey } from '../../shared/notification/mail-state.ts';
import { personKey } from '../../shared/people/person-table.ts';
import { secretKey } from '../../shared/trigger/trigger.ts';
import { ALL_CAPABILITIES, ASKED_FOR, aRow, SYSTEM_SENDER } from '../support/builders.ts';
import { startTestCognito } from '../support/cognito.ts';
import { openTestWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** What the webhook of the example is signed with here. */
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** As if Olivia had been sent an email. */
export const FUZZ_MAIL_STATE = MailState.parse({ kind: 'mail', personId: 'per_olivia', token: 'A'.repeat(43) });
/** A key of an agent built elsewhere. */
export const FUZZ_KEY = { keyId: 'key_fuzz', text: newKeyText(Buffer.alloc(32, 7)) };

/** An action as its card shows it. */
export type Shown = { actionId: string; agentId: string; round: number; hash: string; input: Record<string, unknown> };

const LEAVES = {
  ...{ kind: 'person', personId: 'per_leaves', name: 'Leaves', email: 'leaves@acme.example', role: 'member' },
  ...{ teams: {}, emailNotices: false, mutedAgents: [] },
};

type Item = Record<string, unknown>;

/** Neither a schedule nor a rule is made by the fuzz: only what a request says of them is read. */
const TRIGGERS_ENVIRONMENT = {
  ...{ SCHEDULE_GROUP: 'group', SCHEDULE_TARGET: 'arn:function', SCHEDULE_ROLE: 'arn:role' },
  ...{ SCHEDULE_DEAD_LETTERS: 'arn:queue', RULE_PREFIX: 'rule-', RULE_TARGET: 'arn:function' },
  RULE_DEAD_LETTERS: 'arn:queue',
};

/** What the gate of agents built elsewhere would start: here everything asks first, so nothing is. */
const GATE_ENVIRONMENT = {
  ...{ EMAIL_EXECUTOR: 'email', SMS_EXECUTOR: 'sms', CALL_EXECUTOR: 'call', HTTP_EXECUTOR: 'http' },
  ...{ TOOL_EXECUTOR: 'tool', FILES_BUCKET: 'files' },
};

/** Asks the gate as a run would, and leaves the streams alone: here nobody reads them. */
export function gateOf({ tables, executors, now }: TestWorkspace) {
  const conversation = {
    agentId: 'agt_invoice',
    conversationId: 'cnv_1',
    origin: 'background' as const,
    tainted: false,
  };
  const deps = { tables, executors, now, checkFile: async () => 'stored' as const, systemSender: SYSTEM_SENDER };
  return (capability: Capability, input: unknown, toolCallId: string) =>
    requestAction(deps, { conversation, runId: 'run_fuzz', toolCallId, capability, input });
}

/** A bus that takes every event, and tells nobody. */
async function startBus() {
  const taken = JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: 'evt_1' }] });
  const server = createServer((request, response) => {
    request
      .resume()
      .on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(taken));
  });
  return listenOnLoopback(server, 0);
}

/**
 * The example workspace on a real database, with actions that wait and actions that are uncertain for the fuzz to hit, and
 * the environment in which the functions find it.
 */
export async function openFuzzWorld() {
  const workspace = await openTestWorkspace();
  const { tables, database } = workspace;
  await workspace.allow(ALL_CAPABILITIES);
  const put = (TableName: string, Item: Item) => tables.client.send(new PutCommand({ TableName, Item }));
  for (const teamId of ['tea_fuzz', 'tea_gone']) {
    const team = { kind: 'team', teamId, name: teamId, agents: 0, members: 0 };
    await put('work', { pk: `TEAM#${teamId}`, sk: 'PROFILE', ...team });
    await put('work', { pk: 'WORKSPACE', sk: `TEAM#${teamId}`, kind: 'directory', teamId, name: teamId });
  }
  await put('work', { ...personKey('per_leaves'), ...LEAVES });
  const cognito = await startTestCognito();
  const events = await startBus();
  await put('work', { ...secretKey('trg_invoices'), kind: 'secret', secret: SECRET });
  await put('work', { ...mailStateKey('per_olivia'), ...FUZZ_MAIL_STATE });
  await createKey(tables, hashOfKey(FUZZ_KEY.text) ?? '', {
    ...{ kind: 'key', keyId: FUZZ_KEY.keyId, agentId: 'agt_invoice', name: 'Fuzz', start: startOfKey(FUZZ_KEY.text) },
    ...{ createdAt: new Date().toISOString(), createdBy: 'per_olivia' },
  });
  const environment = {
    ...{ WORK_TABLE: 'work', LEDGER_TABLE: 'ledger', ISSUER: 'https://issuer.example', CLIENT_ID: 'console' },
    ...{ API_URL: 'https://api.example', AGENT_DOMAIN: 'agents.example', EVENT_BUS: 'bus' },
    SYSTEM_SENDER: 'countersign@acme.example',
    ...TRIGGERS_ENVIRONMENT,
    ...GATE_ENVIRONMENT,
    ...{ SIGN_IN_ORIGIN: 'https://sign-in.example', AWS_ENDPOINT_URL: database.url, AWS_REGION: LOCAL_REGION },
    ...{ AWS_ACCESS_KEY_ID: database.accessKeyId, AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ USER_POOL_ID: cognito.signIns.userPoolId, FIRST_ADMIN_EMAIL: 'first@acme.example' },
    AWS_ENDPOINT_URL_EVENTBRIDGE: events.url,
    ...{ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.url },
  };
  const gate = gateOf(workspace);
  let asked = 0;
  const waiting = async (): Promise<Shown> => {
    asked++;
    const input = { ...ASKED_FOR.send_email, text: `Number ${asked}.` };
    const { actionId } = await gate('send_email', input, `fuzz_${asked}`);
    const { agentId = '', hash = '', round = 0 } = (await readAction(tables, actionId)) ?? {};
    return { actionId, agentId, round, hash, input };
  };
  const uncertain = async (): Promise<Shown> => {
    const shown = await waiting();
    const { actionId, agentId, hash } = shown;
    const keys = { pk: actionId, actionId, agentId, hash, conversationId: 'cnv_1' };
    const due = { dueShard: dueShard(actionId), dueAt: new Date(0).toISOString() };
    await put('ledger', { ...aRow('uncertain', keys), ...due });
    await projectAction(tables, { actionId, agentId }, new Date());
    return shown;
  };
  /** What the reader of the ledger's stream would do meanwhile. */
  const catchUp = async (all: Shown[]): Promise<void> => {
    for (const shown of all) await projectAction(tables, shown, new Date());
  };
  const itemsOf = async (TableName: 'work' | 'ledger'): Promise<Item[]> => {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page = await tables.client.send(
        new ScanCommand({ TableName, ExclusiveStartKey: from, ConsistentRead: true }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  };
  const close = async () => Promise.all([cognito.close(), events.close(), workspace.close()]);
  return { workspace, environment, gate, waiting, uncertain, catchUp, itemsOf, close };
}

export type FuzzWorld = Awaited<ReturnType<typeof openFuzzWorld>>;
