import * as z from 'zod';
import type { Resource } from '../contract.ts';

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const Projection = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(z.string()).optional(),
});
/** What the local database takes from a table of the template; backups, encryption and protection have no meaning here. */
const TableProperties = z.object({
  TableName: z.string().optional(),
  KeySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema, Projection })).default([]),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
});

export type TableProperties = z.infer<typeof TableProperties> & { TableName: string };

/** The tables of a template under their physical names. */
export function readTables(resources: Iterable<Resource>): TableProperties[] {
  return [...resources]
    .filter(({ type }) => type === 'AWS::DynamoDB::Table')
    .map(({ id, properties }) => {
      const table = TableProperties.parse(properties);
      return { ...table, TableName: table.TableName ?? id };
    });
}

/** The attribute that a key schema partitions by. */
export function partitionKeyOf(schema: TableProperties['KeySchema']): string | undefined {
  return schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
}
