import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Change } from '../../../shared/streams/stream-records.ts';

type Item = Record<string, unknown>;
type Sent = {
  input: { TableName?: string; Item?: Item; Key?: Item; ReturnValues?: string };
  constructor: { name: string };
};

/**
 * Notes what each write of every client leaves in the ledger, as its stream would tell it: reading the local stream would
 * cost more than all the rest, and in AWS it costs the functions nothing.
 */
export function noteLedger() {
  const send = DynamoDBDocumentClient.prototype.send as (
    command: unknown,
    ...rest: unknown[]
  ) => Promise<{ Attributes?: Item }>;
  const last = new Map<string, Item>();
  const changes = new Map<string, Change>();
  const hashes = new Map<string, string>();
  const noted = async function (this: unknown, command: Sent, ...rest: unknown[]) {
    const { input } = command;
    const type = command.constructor.name;
    const isUpdate = type === 'UpdateCommand' && input.TableName === 'ledger';
    if (isUpdate) input.ReturnValues = 'ALL_NEW';
    const answer = await send.call(this, command, ...rest);
    const after = isUpdate ? answer.Attributes : type === 'PutCommand' ? input.Item : undefined;
    if (after && input.TableName === 'work' && after.kind === 'action')
      hashes.set(String(after.actionId), String(after.hash));
    if (after && input.TableName === 'ledger') {
      const pk = String(after.pk);
      changes.set(pk, { table: 'ledger', before: last.get(pk), after });
      last.set(pk, after);
    }
    return answer;
  };
  DynamoDBDocumentClient.prototype.send = noted as never;
  return {
    /** The last change of an action's row, which is then forgotten once it is final. */
    take: (pk: string): Change | undefined => {
      const change = changes.get(pk);
      changes.delete(pk);
      if (change?.after?.settledAt) last.delete(pk);
      return change;
    },
    hashOf: (actionId: string): string => {
      const hash = hashes.get(actionId) ?? '';
      hashes.delete(actionId);
      return hash;
    },
  };
}
