import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type ApiRequest, Refused } from './api-client.ts';
import type { ChangeRoute, ReadRoute, Replies } from './api-types.ts';
import { useApi } from './services.ts';

type Asked = Pick<ApiRequest, 'params' | 'query'>;
type ReadOptions<T> = {
  /** Asked again after so many milliseconds while the page is seen; not while it is hidden. */
  every?: number | ((data: T | undefined) => number);
  enabled?: boolean;
  /** Shows the answer to the question before until the next one is there: for filters and pages of a list. */
  keep?: boolean;
};

export function newQueryClient(): QueryClient {
  const queries = new QueryClient({
    queryCache: new QueryCache({
      // Whoever was removed meanwhile learns it by what they look at: then the frame asks who they are, and shows nothing more.
      onError: (error, { queryKey: [route] }) => {
        const isGone = error instanceof Refused && error.problem.code === 'NOT_A_MEMBER';
        if (isGone && route !== 'GET /me') void queries.invalidateQueries({ queryKey: ['GET /me'] });
      },
    }),
    defaultOptions: {
      queries: { staleTime: 2_000, retry: (count, error) => count < 2 && mayPass(error) },
      mutations: { retry: false },
    },
  });
  return queries;
}

/** The service was not reached, or is busy: another try may find it. What it refused it refuses again. */
function mayPass(error: Error): boolean {
  return error instanceof Refused && (error.problem.code === 'NETWORK' || error.problem.status >= 500);
}

/** Reads a route, and again when something that changes it has succeeded. */
export function useRead<K extends ReadRoute>(route: K, asked: Asked = {}, options: ReadOptions<Replies[K]> = {}) {
  const api = useApi();
  const { every = 0 } = options;
  return useQuery<Replies[K], Error>({
    queryKey: keyOf(route, asked),
    queryFn: ({ signal }) => api(route, { ...asked, signal }),
    refetchInterval: (query) => (typeof every === 'function' ? every(query.state.data) : every) || false,
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Changes something; then the routes named in `refresh` are read again wherever they are shown. */
export function useChange<K extends ChangeRoute>(route: K, { refresh = [] }: { refresh?: ReadRoute[] } = {}) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation<Replies[K], Error, Pick<ApiRequest, 'params' | 'query' | 'body'>>({
    mutationFn: (request) => api(route, request),
    onSettled: () => Promise.all(refresh.map((read) => queries.invalidateQueries({ queryKey: [read] }))),
  });
}

export function keyOf(route: ReadRoute, { params = {}, query = {} }: Asked): unknown[] {
  return [route, params, query];
}
