import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { client } from './generated/client.gen';
import type { GetSessionErrors, GetSessionResponses, SessionBody } from './generated/types.gen';
import { isProblem } from './problems';
import { rememberCsrfToken } from './setup';

export type Session = SessionBody;
export type Portal = Session['portal'];

export const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

/** `null` means: nobody is signed in. */
export const sessionOptions = queryOptions({
  queryKey: ['session'],
  queryFn: fetchSession,
  staleTime: Infinity,
  gcTime: Infinity,
});

/** By its address, without the calls of all rooms: they would be fetched before the first page. */
const ADDRESS = '/api/v1/session';

/** Remembers the session's token on the way. */
export async function fetchSession(): Promise<Session | null> {
  try {
    const { data } = await client.get<GetSessionResponses, GetSessionErrors, true>({
      url: ADDRESS,
      throwOnError: true,
    });
    rememberCsrfToken(data.csrf_token);
    return data;
  } catch (error) {
    if (!isProblem(error, 'common.not_signed_in')) throw error;
    rememberCsrfToken(undefined);
    return null;
  }
}

/** Puts the answer of signing in (or `null` after signing out) where every page reads it. */
export function keepSession(queries: QueryClient, session: Session | null): void {
  rememberCsrfToken(session?.csrf_token);
  // What one person has seen must not be on the screen of the next.
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  queries.setQueryData(sessionOptions.queryKey, session);
}

/** The session of a page inside a portal, where the router has made sure that there is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionOptions);
  if (!data) throw new Error('useSession is for pages inside a portal');
  return data;
}

export function useMaybeSession(): Session | null {
  return useQuery(sessionOptions).data ?? null;
}

export function useMay(permission: string | undefined): boolean {
  const { permissions } = useSession();
  return permission === undefined || permissions.includes(permission);
}

/** Asks for the session again, whose limits may have changed. */
export function useRefreshSession(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: sessionOptions.queryKey });
}

export function useKeepSession(): (session: Session | null) => void {
  const queries = useQueryClient();
  return (session) => keepSession(queries, session);
}
