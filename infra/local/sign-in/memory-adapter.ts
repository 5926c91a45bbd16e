import type { Adapter } from 'oidc-provider';

type Row = { payload: Record<string, unknown>; expiresAt: number };

/** Keeps what the OpenID provider stores for as long as the process lives: sessions, codes, grants, refresh tokens. */
export function memoryAdapter(): (model: string) => Adapter {
  const rows = new Map<string, Row>();

  function live(key: string): Row | undefined {
    const row = rows.get(key);
    if (row && row.expiresAt > Date.now()) return row;
    rows.delete(key);
    return undefined;
  }

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      dropExpired(rows);
      const expiresAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000;
      rows.set(`${model}:${id}`, { payload, expiresAt });
    },
    find: async (id) => live(`${model}:${id}`)?.payload,
    async findByUid(uid) {
      const key = [...rows.keys()].find((key) => key.startsWith(`${model}:`) && rows.get(key)?.payload.uid === uid);
      return key === undefined ? undefined : live(key)?.payload;
    },
    findByUserCode: async () => undefined,
    async consume(id) {
      const row = live(`${model}:${id}`);
      if (row) row.payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      rows.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of rows) {
        if (key.startsWith(`${model}:`) && payload.grantId === grantId) rows.delete(key);
      }
    },
  });
}

function dropExpired(rows: Map<string, Row>): void {
  for (const [key, { expiresAt }] of rows) if (expiresAt <= Date.now()) rows.delete(key);
}
