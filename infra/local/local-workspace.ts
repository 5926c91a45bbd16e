import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readDirectory } from '#shared/people/person-table.ts';
import type { WorkTable } from '#shared/tables.ts';
import { readSecrets } from '#shared/trigger/trigger-table.ts';
import { EXAMPLE_TRIGGERS } from '../example/example-triggers.ts';
import { LOCAL_EXAMPLE } from '../example/example-workspace.ts';
import { PRICE_LIST, storedPriceList } from '../example/price-list.ts';
import { writeExample } from '../example/write-example.ts';
import type { User } from './cognito/users.ts';
import { openDatabase } from './dynamodb/create-tables.ts';
import type { DatabaseAccess } from './dynamodb/start-dynamodb.ts';
import { checksumOf } from './s3/checksums.ts';
import type { ObjectStore } from './s3/object-store.ts';
import type { Person as SignInPerson } from './sign-in/provider-configuration.ts';

/** What the local run itself reads and writes, as the operator of the machine: not through any function's role. */
export async function openLocalWorkspace(
  { database, objects }: { database: DatabaseAccess; objects: ObjectStore },
  { workTable, filesBucket }: { workTable: string; filesBucket: string },
) {
  const client = DynamoDBDocumentClient.from(openDatabase(database));
  const tables: WorkTable = { client, work: workTable };
  const priceList = storedPriceList(await storePriceList(objects, filesBucket));
  await writeExample(tables, { ...LOCAL_EXAMPLE, priceList });
  return {
    /** Who can sign in at this moment: members, and users of the pool who are none. */
    people: async (users: User[]): Promise<SignInPerson[]> => {
      const members = (await readDirectory(tables, 'PERSON#')).map(
        ({ personId: id = '', name = '', email = '', role = '' }) => ({ id, name, email, role }),
      );
      const others = users.filter(({ sub }) => !members.some(({ id }) => id === sub));
      return [...members, ...others.map(({ sub, email }) => ({ id: sub, name: email, email, role: 'no member' }))];
    },
    /** Webhook secret of each trigger of the example. */
    secrets: async () => {
      const found = EXAMPLE_TRIGGERS.map(async ({ triggerId }) => {
        const { secret } = (await readSecrets(tables, triggerId)) ?? {};
        return secret ? [[triggerId, secret]] : [];
      });
      return Object.fromEntries((await Promise.all(found)).flat());
    },
    close: () => client.destroy(),
  };
}

/** Stored as an operator would, with its sha256; once, and the version that is there is the one of the example. */
async function storePriceList(objects: ObjectStore, bucket: string): Promise<string> {
  const { key, contentType, bytes } = PRICE_LIST;
  const checksums = { sha256: checksumOf('sha256', bytes) };
  const there = objects.find(bucket, key);
  const version =
    there?.checksums.sha256 === checksums.sha256
      ? there
      : await objects.put(bucket, key, { bytes, contentType, checksums });
  return version.versionId;
}
