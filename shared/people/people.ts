import { type TransactItem, transact } from '../agent/transact.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { PersonView } from '../routes/people-routes.ts';
import { setAttributes } from '../set-attributes.ts';
import type { WorkTable } from '../tables.ts';
import { readSettings } from '../workspace/settings.ts';
import { adminsItem, whyAdminsRefused } from './admins.ts';
import type { Invitation } from './invitation.ts';
import { inviteToSignIn, type SignIns } from './people-pool.ts';
import type { Person, Role } from './person.ts';
import { directoryItem, memberItem, membersItem, newPersonItem } from './person-items.ts';
import { personKey, readDirectory, readPerson } from './person-table.ts';

/** Names for everybody; addresses and roles for admins. */
export async function listPeople(tables: WorkTable, { role: asker }: Person): Promise<PersonView[]> {
  const entries = await readDirectory(tables, 'PERSON#');
  return entries
    .map(({ personId = '', name = '', email, role }) =>
      asker === 'admin' ? { personId, name, email, role } : { personId, name },
    )
    .sort((one, other) => one.name.localeCompare(other.name));
}

export function viewPerson({ personId, name, email, role, teams }: Person): PersonView {
  return { personId, name, email, role, teams };
}

export function newPerson(personId: string, { name, email, role, teams }: Invitation): Person {
  return { kind: 'person', personId, name, email, role, teams, emailNotices: false, mutedAgents: [] };
}

/** The user first, then the items: cut off between, the same invitation again finishes it. */
export async function invitePerson(
  { tables, signIns }: { tables: WorkTable; signIns: SignIns },
  by: Person,
  invitation: Invitation,
): Promise<PersonView> {
  await requireAllowedDomain(tables, invitation.email);
  const directory = await readDirectory(tables, 'PERSON#');
  const known = directory.find(({ email }) => email === invitation.email);
  if (known) throw new AppError('PERSON_EXISTS', { personId: known.personId });
  const personId = await inviteToSignIn(signIns, invitation.email);
  const person = newPerson(personId, invitation);
  await writePerson(tables, by, person);
  log.info('person invited', { personId, state: person.role });
  return viewPerson(person);
}

async function writePerson(tables: WorkTable, by: Person, person: Person): Promise<void> {
  const { work } = tables;
  const { personId, role, teams } = person;
  const effect = role === 'admin' ? { add: personId } : 'none';
  const refused = await transact(tables, [
    adminsItem(work, by.personId, effect),
    newPersonItem(work, person),
    directoryItem(work, person),
    ...Object.entries(teams).flatMap(([teamId, teamRole]) => [
      memberItem(work, teamId, personId, teamRole),
      membersItem(work, teamId, 1),
    ]),
  ]);
  if (refused === undefined) return;
  if (refused === 0) throw await whyAdminsRefused(tables, by.personId, effect);
  if (refused === 1) throw new AppError('PERSON_EXISTS', { personId });
  const errors = [{ path: 'teams', message: 'One of these teams is not there, or is full.' }];
  throw new AppError('INVALID_REQUEST', { errors });
}

async function requireAllowedDomain(tables: WorkTable, email: string): Promise<void> {
  const { allowedDomains } = await readSettings(tables);
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (allowedDomains.length > 0 && !allowedDomains.includes(domain))
    throw new AppError('DOMAIN_NOT_ALLOWED', { domain });
}

/** On the role that was read: of two admins who change it in the same second the later one is told. */
export async function changeRole(tables: WorkTable, by: Person, personId: string, role: Role): Promise<PersonView> {
  const person = await readPerson(tables, personId);
  if (!person) throw new AppError('NOT_FOUND');
  if (person.role === role) return viewPerson(person);
  const effect = role === 'admin' ? { add: personId } : person.role === 'admin' ? { remove: personId } : 'none';
  const changed = { ...person, role };
  const refused = await transact(tables, [
    adminsItem(tables.work, by.personId, effect),
    roleItem(tables.work, person, role),
    directoryItem(tables.work, changed),
  ]);
  if (refused === 0) throw await whyAdminsRefused(tables, by.personId, effect);
  if (refused !== undefined) throw new AppError('VERSION_CONFLICT');
  log.info('role changed', { personId, state: role });
  return viewPerson(changed);
}

function roleItem(work: string, { personId, role: was }: Person, role: Role): TransactItem {
  const update = setAttributes({ role });
  return {
    Update: {
      ...{ TableName: work, Key: personKey(personId), ...update },
      ConditionExpression: '#role = :was',
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':was': was },
    },
  };
}
