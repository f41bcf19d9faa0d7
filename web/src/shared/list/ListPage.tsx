import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageHead } from '../PageHead';
import { ExportButton } from './ExportButton';
import { FilterBar } from './FilterBar';
import { PagedRows } from './PagedRows';
import { SavedViews } from './SavedViews';
import type { Column, EmptyWords, Filter, ReadList } from './types';
import { useFilters } from './useFilters';

interface ListPageProps<Row, Refusal, Key extends QueryKey> {
  title: string;
  read: ReadList<Row, Refusal, Key>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** The page of a row. */
  to?: (row: Row) => string;
  filters?: readonly Filter[];
  actions?: ReactNode;
  /** Between head and list: the figures of this list. */
  children?: ReactNode;
  /** Shown when there is nothing at all: says what to do. */
  empty: EmptyWords;
}

/** A list as every list here is: paged by the server, filters in the URL, saved views, export. */
export function ListPage<Row extends object, Refusal, Key extends QueryKey>({
  title,
  read,
  columns,
  rowKey,
  to,
  filters = [],
  actions,
  children,
  empty,
}: ListPageProps<Row, Refusal, Key>) {
  const [{ cursor: _, ...values }, change] = useFilters();
  return (
    <>
      <PageHead title={title} actions={actions} />
      {children}
      <div className="list-tools">
        {filters.length > 0 && <FilterBar filters={filters} values={values} onChange={change} />}
        <div className="list-buttons">
          {filters.length > 0 && <SavedViews />}
          <ExportButton title={title} read={read} filters={values} columns={columns} />
        </div>
      </div>
      <PagedRows
        label={title}
        read={read}
        filters={values}
        columns={columns}
        rowKey={rowKey}
        to={to}
        empty={empty}
      />
    </>
  );
}
