import { AppError } from '../errors.ts';
import type { HttpEvent } from '../http.ts';
import { errorFields, log } from '../log.ts';
import type { WorkTable } from '../tables.ts';
import { type AgentKey, hashOfKey, keyTextOf, opens } from './agent-key.ts';
import { noteUse, readKey } from './agent-key-table.ts';

/** A request of an agent built elsewhere, let in by its key. */
export type LetIn = {
  key: AgentKey;
  /** To be called when the answer is ready: that the key was used is noted beside what the caller waits for. */
  noted?: Promise<void>;
};

/** Lets in whoever holds a living key; of `agentId`, where the path names one. */
export async function requireKey(tables: WorkTable, event: HttpEvent, now: Date, agentId?: string): Promise<LetIn> {
  const hash = hashOfKey(keyTextOf(event.headers) ?? '');
  const key = hash && (await readKey(tables, hash));
  if (!hash || !key || !opens(key, now)) throw new AppError('BAD_KEY');
  // A key of another agent learns nothing of this one, not even that it is there.
  if (agentId !== undefined && key.agentId !== agentId) throw new AppError('NOT_FOUND');
  // A GET writes nothing: who only asks how an action stands has used the key to ask for it.
  if (event.routeKey.startsWith('GET ')) return { key };
  const noted = noteUse(tables, hash, key, now).catch((error) =>
    log.warn('use of a key not noted', { key: key.keyId, ...errorFields(error) }),
  );
  return { key, noted };
}
