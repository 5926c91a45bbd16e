/** What the list of actions is asked for, in the address, so that it can be kept and sent. */
export type ActivitySearch = {
  agentId?: string | undefined;
  capability?: string | undefined;
  state?: string | undefined;
  days?: string | undefined;
  before?: string | undefined;
};

/** Whatever else stands in an address that somebody made up is left out. */
export function readActivitySearch(search: Record<string, unknown>): ActivitySearch {
  const text = (key: string) => (typeof search[key] === 'string' && search[key] !== '' ? search[key] : undefined);
  return {
    ...{ agentId: text('agentId'), capability: text('capability'), state: text('state') },
    ...{ days: text('days'), before: text('before') },
  };
}
