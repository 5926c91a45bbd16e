import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';

/** The floor of SQLite: four conditional writes to a file, with the journal that LangGraph takes, each a transaction of its own. */
export const open: OpenContender = async ({ directory }) => {
  const db = new Database(join(directory, 'floor.sqlite'));
  db.pragma('journal_mode = WAL');
  db.exec('create table asked (id text primary key, content text, state text)');
  db.exec('create table ledger (id text primary key, state text, v int)');
  const ask = db.prepare('insert into asked values (?, ?, ?)');
  const decide = db.prepare("insert into ledger values (?, 'approved', 1)");
  const update = db.prepare('update ledger set state = ?, v = ? where id = ? and state = ? and v = ?');
  let effects = 0;
  const move = (id: string, was: string, to: string, v: number) => {
    if (update.run(to, v, id, was, v - 1).changes !== 1) throw new Error('somebody was faster');
  };
  return {
    ask: async () => {
      const id = randomUUID();
      ask.run(id, JSON.stringify(oneKilobyte('dana@customer.example')), 'pending');
      return id;
    },
    approve: async (question) => {
      const id = String(question);
      decide.run(id);
      move(id, 'approved', 'claimed', 2);
      effects += 1;
      move(id, 'claimed', 'executed', 3);
    },
    effects: () => effects,
    close: async () => void db.close(),
  };
};
