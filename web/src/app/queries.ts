import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isProblem } from '@/api/problems';
import { keepSession, sessionOptions } from '@/api/session';

const MAX_RETRIES = 2;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => noticeSessionEnd(client, error) }),
    mutationCache: new MutationCache({ onError: (error) => noticeSessionEnd(client, error) }),
    defaultOptions: {
      queries: {
        // Live events make data old at once; this only spares a second read while pages mount.
        staleTime: 10_000,
        networkMode: 'always',
        retry: (failures, error) =>
          failures < MAX_RETRIES && !(error instanceof ApiError && !error.outcomeUnknown),
      },
    },
  });
  return client;
}

/** A session that ended elsewhere ends here too; the shell then leads to the sign-in page. */
function noticeSessionEnd(client: QueryClient, error: unknown): void {
  if (!isProblem(error, 'common.not_signed_in')) return;
  if (client.getQueryData(sessionOptions.queryKey)) keepSession(client, null);
}
