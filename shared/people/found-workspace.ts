import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { transact } from '../agent/transact.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { PersonView } from '../routes/people-routes.ts';
import type { WorkTable } from '../tables.ts';
import { settingsKey, WorkspaceSettings } from '../workspace/settings.ts';
import { firstAdmins } from './admins.ts';
import type { Caller } from './caller.ts';
import { newPerson, viewPerson } from './people.ts';
import { type SignIns, verifiedEmail } from './people-pool.ts';
import { directoryItem, newPersonItem } from './person-items.ts';

type Deps = { tables: WorkTable; signIns: SignIns; firstAdminEmail: string };

/**
 * Sets up the workspace, once: by who signs in with the address that the deployment names, proved to the user pool. That
 * there are no settings yet is the condition of the write, so nobody becomes an admin this way later.
 */
export async function foundWorkspace(
  { tables, signIns, firstAdminEmail }: Deps,
  { personId }: Caller,
  name: string,
): Promise<PersonView> {
  const { client, work } = tables;
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: settingsKey, ConsistentRead: true }));
  if (Item) throw new AppError('WORKSPACE_EXISTS');
  const email = await verifiedEmail(signIns, personId);
  if (!email || email !== firstAdminEmail.trim().toLowerCase()) throw new AppError('NOT_A_MEMBER');
  const person = newPerson(personId, { name, email, role: 'admin', teams: {} });
  const settings = WorkspaceSettings.parse({ kind: 'settings', hold: false });
  const refused = await transact(tables, [
    {
      Put: {
        ...{ TableName: work, Item: { ...settingsKey, ...settings } },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    newPersonItem(work, person),
    directoryItem(work, person),
    { Put: { TableName: work, Item: firstAdmins(personId) } },
  ]);
  if (refused !== undefined) throw new AppError('WORKSPACE_EXISTS');
  log.info('workspace set up', { personId });
  return viewPerson(person);
}
