import { useQuery } from '@tanstack/react-query';
import { getStandingOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';

/** The standing of the enterprise whose portal this is. */
export function useOwnStanding() {
  const { organisation } = useSession();
  return useQuery(getStandingOptions({ path: { enterprise_id: organisation.id } }));
}
