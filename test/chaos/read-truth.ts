import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { KeptRequest } from '../../infra/local/outside/requests.ts';
import type { Running } from '../../infra/local/running.ts';
import type { KeptMail } from '../../infra/local/ses/mailbox.ts';
import type { KeptPhoneMessage } from '../../infra/local/sms-voice/phone.ts';
import { Action } from '../../shared/action/action.ts';
import { LedgerRow } from '../../shared/ledger/ledger.ts';

/** Something that happened outside, as text that carries its marker. */
type Effect = { text: string; at: string };
export type Truth = { actions: Action[]; rows: LedgerRow[]; effects: Effect[] };

/** What work, ledger and the outside say, read from themselves and not through the system. */
export async function readTruth(running: Running): Promise<Truth> {
  const client = openClient(running);
  try {
    const [actions, rows, effects] = await Promise.all([
      scan(client, 'TablesWork').then((items) =>
        items.filter(({ kind }) => kind === 'action').map((item) => Action.parse(item)),
      ),
      scan(client, 'TablesLedger').then((items) => items.map((item) => LedgerRow.parse(item))),
      readEffects(running),
    ]);
    return { actions, rows, effects };
  } finally {
    client.destroy();
  }
}

/** What agents did; not what people were told by email. A request that the outside knew by its key was not done again. */
async function readEffects({ localUrl }: Running): Promise<Effect[]> {
  const read = async <T>(name: string) => (await (await fetch(`${localUrl}/${name}.json`)).json()) as T[];
  const [mails, calls, requests] = await Promise.all([
    read<KeptMail>('mailbox'),
    read<KeptPhoneMessage>('phone'),
    read<KeptRequest>('requests'),
  ]);
  return [
    ...mails
      .filter(({ sentBy }) => sentBy === 'EmailExecutor')
      .map(({ to, subject, sentAt }) => ({ text: `${to} ${subject}`, at: sentAt })),
    ...calls.map(({ text, sentAt }) => ({ text, at: sentAt })),
    ...requests
      .filter(({ repeats }) => repeats === undefined)
      .map(({ url, body, sentAt }) => ({ text: `${url} ${body}`, at: sentAt })),
  ];
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
