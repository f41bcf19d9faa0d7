import { useLocation, useNavigate } from '@tanstack/react-router';

export type Filters = Readonly<Record<string, string | undefined>>;

/** Filters live in the URL: a list can be sent to a colleague, reloaded and gone back to. */
export function useFilters(): [Filters, (change: Filters) => void] {
  const navigate = useNavigate();
  const search = useLocation({ select: ({ search }) => search as Filters });
  const change = (part: Filters): void => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value);
    void navigate({ to: '.', search: Object.fromEntries(next), replace: true });
  };
  return [search, change];
}
