import type { QueryKey, UseQueryOptions } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/** As every list of the API answers. */
export interface Slice<Row> {
  items: Row[];
  next_cursor?: string | null;
}

export interface ListWish {
  limit: number;
  cursor: string | undefined;
  /** The filters as they stand in the URL; absent ones are `undefined`. */
  filters: Readonly<Record<string, string | undefined>>;
}

/** Makes the generated query options of one page of a list. */
export type ReadList<Row, Refusal, Key extends QueryKey> = (
  wish: ListWish,
) => Pick<UseQueryOptions<Slice<Row>, Refusal, Slice<Row>, Key>, 'queryKey' | 'queryFn'>;

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** The cell as plain text: with it the column is part of an export. */
  text?: (row: Row) => string;
  /** Figures stand right-aligned. */
  numeric?: boolean;
  width?: number;
  /** `false` leaves the column out of the cards on a phone. */
  phone?: boolean;
}

export type Filter = { name: string; label: string } & (
  | { kind: 'choice'; options: readonly { value: string; label: string }[] }
  | { kind: 'text' }
  | { kind: 'month' }
  | { kind: 'day' }
);

export interface EmptyWords {
  title: string;
  hint?: ReactNode;
  action?: ReactNode;
}
