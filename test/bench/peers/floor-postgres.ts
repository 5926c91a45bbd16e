import { randomUUID } from 'node:crypto';
// The package has no types of its own, and this is all that is used of it.
// @ts-expect-error
import pg from 'pg';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';

/** The floor of Postgres: four conditional writes with a pool, each a transaction of its own. */
export const open: OpenContender = async ({ postgres }) => {
  const pool = new pg.Pool({ ...postgres, database: 'postgres', max: 32 });
  await pool.query('create table if not exists floor_asked (id text primary key, content jsonb, state text)');
  await pool.query('create table if not exists floor_ledger (id text primary key, state text, v int)');
  let effects = 0;
  const move = async (id: string, was: string, to: string, v: number) => {
    const sql = 'update floor_ledger set state = $2, v = $3 where id = $1 and state = $4 and v = $5';
    const { rowCount } = await pool.query(sql, [id, to, v, was, v - 1]);
    if (rowCount !== 1) throw new Error('somebody was faster');
  };
  return {
    ask: async () => {
      const id = randomUUID();
      const content = JSON.stringify(oneKilobyte('dana@customer.example'));
      await pool.query('insert into floor_asked values ($1, $2, $3)', [id, content, 'pending']);
      return id;
    },
    approve: async (question) => {
      const id = String(question);
      await pool.query("insert into floor_ledger values ($1, 'approved', 1)", [id]);
      await move(id, 'approved', 'claimed', 2);
      effects += 1;
      await move(id, 'claimed', 'executed', 3);
    },
    effects: () => effects,
    close: async () => pool.end(),
  };
};
