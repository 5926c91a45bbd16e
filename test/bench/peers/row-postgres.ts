// The package has no types of its own, and this is all that is used of it.
// @ts-expect-error
import pg from 'pg';
import type { Stores } from '../cycle/contender.ts';

/**
 * What whoever uses an agents' SDK writes beside it: a row that keeps the state of a run, taken by one approval only. The
 * SDKs keep nothing themselves, so this is the least that does not run a tool twice; a crash in between is lost.
 */
export function openRows({ postgres }: Stores, table: string) {
  const pool = new pg.Pool({ ...postgres, database: 'postgres', max: 32 });
  return {
    create: () => pool.query(`create table if not exists ${table} (id text primary key, run text, state text)`),
    ask: (id: string, run: string) => pool.query(`insert into ${table} values ($1, $2, 'pending')`, [id, run]),
    take: async (id: string): Promise<string> => {
      const sql = `update ${table} set state = 'approved' where id = $1 and state = 'pending' returning run`;
      const { rows } = await pool.query(sql, [id]);
      if (!rows[0]) throw new Error('somebody was faster');
      return rows[0].run;
    },
    done: (id: string) =>
      pool.query(`update ${table} set state = 'executed' where id = $1 and state = 'approved'`, [id]),
    close: () => pool.end(),
  };
}
