import { useParams } from '@tanstack/react-router';

/** A `$name` of the page's address; an address without it is a mistake in `routes.ts`. */
export function usePathParam(name: string): string {
  const value = useParams({
    strict: false,
    select: (params: Record<string, string | undefined>) => params[name],
  });
  if (value === undefined) throw new Error(`The address of this page has no $${name}`);
  return value;
}
