import type { Filters } from './useFilters';

export interface View {
  name: string;
  filters: Filters;
}

const storedUnder = (pathname: string): string => `rongqu.views.${pathname}`;

export function readViews(pathname: string): readonly View[] {
  const stored = localStorage.getItem(storedUnder(pathname));
  return stored === null ? [] : (JSON.parse(stored) as View[]);
}

export function writeViews(pathname: string, views: readonly View[]): void {
  localStorage.setItem(storedUnder(pathname), JSON.stringify(views));
}
