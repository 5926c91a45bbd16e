/** In hours, as the API is asked. */
export const AGES = { hour: 1, day: 24, week: 168 };

/** What the list is asked for, in the address, so that it can be kept and sent. */
export type ListSearch = {
  agentId?: string | undefined;
  capability?: string | undefined;
  /** How long it waits at least. */
  age?: keyof typeof AGES | undefined;
  order?: 'newest' | undefined;
  after?: string | undefined;
};

/** Whatever else stands in an address that somebody made up is left out. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const text = (key: string) => (typeof search[key] === 'string' && search[key] !== '' ? search[key] : undefined);
  return {
    agentId: text('agentId'),
    capability: text('capability'),
    age: Object.hasOwn(AGES, String(search.age)) ? (search.age as keyof typeof AGES) : undefined,
    order: search.order === 'newest' ? 'newest' : undefined,
    after: text('after'),
  };
}
