import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Resource } from '../contract.ts';

const User = z.object({ sub: z.string(), email: z.string(), createdAt: z.string() });
export type User = z.infer<typeof User>;

export type LocalUsers = ReturnType<typeof openUsers>;

/**
 * The users of the template's pool: `sign-in/users.json` in the state directory. Those that the template makes are there
 * from the start; the people of the example have no user, and sign in all the same.
 */
export function openUsers(stateDirectory: string, resources: Resource[]) {
  const directory = join(stateDirectory, 'sign-in');
  const file = join(directory, 'users.json');
  const all = (): User[] => (existsSync(file) ? z.array(User).parse(JSON.parse(readFileSync(file, 'utf8'))) : []);
  const write = (users: User[]) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, `${JSON.stringify(users, undefined, 2)}\n`, { mode: 0o600 });
  };
  /** By id or address, which is not case sensitive. */
  const find = (name: string) => all().find(({ sub, email }) => sub === name || email === name.toLowerCase());
  const add = (address: string): User => {
    const user = { sub: randomUUID(), email: address.toLowerCase(), createdAt: new Date().toISOString() };
    write([...all(), user]);
    return user;
  };
  const remove = (gone: User) => write(all().filter(({ sub }) => sub !== gone.sub));
  for (const { type, properties } of resources) {
    const name = properties.Username;
    if (type === 'AWS::Cognito::UserPoolUser' && typeof name === 'string' && !find(name)) add(name);
  }
  return { all, find, add, remove };
}
