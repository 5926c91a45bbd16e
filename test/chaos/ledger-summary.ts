import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Running } from '../../infra/local/running.ts';
import type { KeptMail } from '../../infra/local/ses/mailbox.ts';
import { Action } from '../../shared/action/action.ts';
import { LedgerRow } from '../../shared/ledger/ledger.ts';

export type Summary = {
  requested: number;
  pending: number;
  approved: number;
  /** Approved or claimed, and not ended. */
  open: number;
  executed: number;
  failed: number;
  uncertain: number;
  /** Emails that left. */
  effects: number;
  /** What may never be; one sentence each. */
  broken: string[];
};

/** What ledger, list and mailbox say together, read from the tables themselves. */
export async function readLedger(running: Running): Promise<Summary> {
  const client = openClient(running);
  try {
    const [actions, rows, mails] = await Promise.all([
      scan(client, 'TablesWork').then((items) =>
        items.filter(({ kind }) => kind === 'action').map((item) => Action.parse(item)),
      ),
      scan(client, 'TablesLedger').then((items) => items.map((item) => LedgerRow.parse(item))),
      readMails(running),
    ]);
    return summarise(actions, rows, mails);
  } finally {
    client.destroy();
  }
}

function summarise(actions: Action[], rows: LedgerRow[], mails: KeptMail[]): Summary {
  const asked = actions.filter(({ summary }) => summary.includes('@customer.example'));
  const count = (state: LedgerRow['state']) => rows.filter((row) => row.state === state).length;
  const effectsOf = (row: LedgerRow) => mails.filter((mail) => isOf(mail, row)).length;
  const broken = rows.flatMap((row) => {
    const effects = effectsOf(row);
    const name = `${row.actionId} round ${row.round} (${row.state})`;
    if (effects > 1) return [`${name} was sent ${effects} times`];
    if (row.state === 'executed' && effects === 0) return [`${name} was never sent`];
    if (['failed', 'rejected', 'lapsed', 'withdrawn', 'declined'].includes(row.state) && effects > 0)
      return [`${name} was sent`];
    const action = actions.find(({ actionId }) => actionId === row.actionId);
    return isEnded(row) && action?.state !== row.state ? [`${name} shows as ${action?.state}`] : [];
  });
  const orphans = mails.filter((mail) => tag(mail, 'action') && !rows.some((row) => isOf(mail, row)));
  return {
    ...{
      requested: asked.length,
      pending: asked.filter(({ state }) => state === 'pending').length,
      approved: rows.length,
    },
    ...{ open: count('approved') + count('claimed') + asked.filter(({ state }) => state === 'allowed').length },
    ...{ executed: count('executed'), failed: count('failed'), uncertain: count('uncertain') },
    ...{ effects: mails.filter((mail) => tag(mail, 'action')).length },
    broken: [...broken, ...orphans.map(({ messageId }) => `${messageId} was sent without a row`)],
  };
}

/** Prints the summary; true when nothing was lost and nothing was done twice. */
export function report({ broken, ...summary }: Summary, wanted: number): boolean {
  console.table(summary);
  const ended = summary.executed + summary.failed + summary.uncertain;
  const lost = wanted - ended;
  if (lost !== 0) console.log(`${lost} of ${wanted} actions did not end`);
  for (const sentence of broken) console.log(sentence);
  const holds = lost === 0 && broken.length === 0;
  console.log(holds ? 'Nothing was lost, nothing was sent twice.' : 'A promise was broken.');
  return holds;
}

function isEnded({ state }: LedgerRow): boolean {
  return state === 'executed' || state === 'failed' || state === 'uncertain';
}

function isOf(mail: KeptMail, { actionId, round }: LedgerRow): boolean {
  return tag(mail, 'action') === actionId && tag(mail, 'round') === String(round);
}

function tag({ tags }: KeptMail, name: string): string | undefined {
  return tags.find((each) => each.name === name)?.value;
}

async function readMails({ localUrl }: Running): Promise<KeptMail[]> {
  const response = await fetch(`${localUrl}/mailbox.json`);
  return (await response.json()) as KeptMail[];
}

function openClient({ database: { url, accessKeyId } }: Running): DynamoDBDocumentClient {
  const credentials = { accessKeyId, secretAccessKey: 'local' };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials }));
}

async function scan(client: DynamoDBDocumentClient, TableName: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey: from, ConsistentRead: true }));
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}
