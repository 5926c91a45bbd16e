/** The pages, by what is after the `#` of the address. */
export type Route = { page: 'list'; after: string } | { page: 'card'; actionId: string } | { page: 'unknown' };

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  if (path === '' || path === '/') return { page: 'list', after: new URLSearchParams(query).get('after') ?? '' };
  const actionId = /^\/approvals\/([\w-]{1,100})$/.exec(path)?.[1];
  return actionId ? { page: 'card', actionId } : { page: 'unknown' };
}

export function cardHash(actionId: string): string {
  return `#/approvals/${encodeURIComponent(actionId)}`;
}
