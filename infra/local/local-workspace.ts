import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { queryPrefix } from '#shared/people/person-table.ts';
import type { WorkTable } from '#shared/tables.ts';
import { readTrigger } from '#shared/trigger/trigger-table.ts';
import { EXAMPLE_TRIGGERS, LOCAL_EXAMPLE } from '../example/example-workspace.ts';
import { writeExample } from '../example/write-example.ts';
import { openDatabase } from './dynamodb/create-tables.ts';
import type { DatabaseAccess } from './dynamodb/start-dynamodb.ts';

const PersonEntry = z.object({ personId: z.string(), name: z.string(), email: z.string(), role: z.string() });

/** What the local run itself reads and writes, as the operator of the machine: not through any function's role. */
export async function openLocalWorkspace(database: DatabaseAccess, workTable: string) {
  const client = DynamoDBDocumentClient.from(openDatabase(database));
  const tables: WorkTable = { client, work: workTable };
  await writeExample(tables, LOCAL_EXAMPLE);
  return {
    /** Who can sign in, as the directory says at this moment. */
    people: async () =>
      (await queryPrefix(tables, 'WORKSPACE', 'PERSON#', PersonEntry)).map(({ personId, ...person }) => ({
        id: personId,
        ...person,
      })),
    /** First webhook secret of each trigger of the example. */
    secrets: async () => {
      const found = await Promise.all(EXAMPLE_TRIGGERS.map(({ triggerId }) => readTrigger(tables, triggerId)));
      return Object.fromEntries(
        found.flatMap((each) => (each?.secrets[0] ? [[each.trigger.triggerId, each.secrets[0]]] : [])),
      );
    },
    close: () => client.destroy(),
  };
}
