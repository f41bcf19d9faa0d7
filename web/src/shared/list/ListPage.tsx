import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../EmptyState';
import { PageHead } from '../PageHead';
import { QueryGate } from '../QueryGate';
import { ExportButton } from './ExportButton';
import { FilterBar } from './FilterBar';
import { RowTable } from './RowTable';
import { SavedViews } from './SavedViews';
import type { Column, EmptyWords, Filter, ReadList } from './types';
import { useFilters } from './useFilters';

const PAGE_SIZE = 25;

interface ListPageProps<Row, Refusal, Key extends QueryKey> {
  title: string;
  read: ReadList<Row, Refusal, Key>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  to?: (row: Row) => string;
  filters?: readonly Filter[];
  actions?: ReactNode;
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
  empty,
}: ListPageProps<Row, Refusal, Key>) {
  const [search, change] = useFilters();
  const { cursor, ...values } = search;
  const rows = useQuery({
    ...read({ limit: PAGE_SIZE, cursor, filters: values }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title={title} actions={actions} />
      <div className="list-tools">
        {filters.length > 0 && <FilterBar filters={filters} values={values} onChange={change} />}
        <div className="spring" />
        {filters.length > 0 && <SavedViews />}
        <ExportButton title={title} read={read} filters={values} columns={columns} />
      </div>
      <QueryGate query={rows}>
        {({ items, next_cursor }) => (
          <>
            {items.length > 0 ? (
              <RowTable
                label={title}
                rows={items}
                rowKey={rowKey}
                columns={columns}
                to={to}
                busy={rows.isPlaceholderData}
              />
            ) : (
              <NothingHere filtered={Object.values(values).some(Boolean)} empty={empty} />
            )}
            <Pager cursor={cursor} next={next_cursor} onGo={(to) => change({ cursor: to })} />
          </>
        )}
      </QueryGate>
    </>
  );
}

function NothingHere({ filtered, empty }: { filtered: boolean; empty: EmptyWords }) {
  const { t } = useTranslation();
  if (filtered) return <EmptyState title={t('list.no_match')} hint={t('list.no_match_hint')} />;
  return <EmptyState {...empty} />;
}

interface PagerProps {
  cursor: string | undefined;
  next: string | null | undefined;
  onGo: (cursor: string | undefined) => void;
}

/** The API pages forwards only; the way back is remembered while the list is open. */
function Pager({ cursor, next, onGo }: PagerProps) {
  const { t } = useTranslation();
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([]);
  if (cursor === undefined && !next) return null;
  const forward = (): void => {
    setTrail([...trail, cursor]);
    onGo(next ?? undefined);
  };
  const back = (): void => {
    setTrail(trail.slice(0, -1));
    onGo(trail.at(-1));
  };
  return (
    <nav className="pager" aria-label={t('list.pages')}>
      <Button onClick={back} disabled={cursor === undefined}>
        {t('list.previous')}
      </Button>
      <Button onClick={forward} disabled={!next}>
        {t('list.next')}
      </Button>
    </nav>
  );
}
