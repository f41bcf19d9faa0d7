import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../EmptyState';
import { QueryGate } from '../QueryGate';
import { RowTable } from './RowTable';
import type { Column, EmptyWords, ReadList } from './types';
import { useFilters, type Filters } from './useFilters';

const PAGE_SIZE = 25;

interface PagedRowsProps<Row, Refusal, Key extends QueryKey> {
  label: string;
  read: ReadList<Row, Refusal, Key>;
  filters: Filters;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  to?: (row: Row) => string;
  empty: EmptyWords;
}

/** One page of rows and the way to the others; the place in the list is part of the URL. */
export function PagedRows<Row extends object, Refusal, Key extends QueryKey>({
  label,
  read,
  filters,
  columns,
  rowKey,
  to,
  empty,
}: PagedRowsProps<Row, Refusal, Key>) {
  const [{ cursor }, change] = useFilters();
  const rows = useQuery({
    ...read({ limit: PAGE_SIZE, cursor, filters }),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryGate query={rows}>
      {({ items, next_cursor }) => (
        <>
          {items.length > 0 ? (
            <RowTable
              label={label}
              rows={items}
              rowKey={rowKey}
              columns={columns}
              to={to}
              busy={rows.isPlaceholderData}
            />
          ) : (
            <NothingHere filtered={Object.values(filters).some(Boolean)} empty={empty} />
          )}
          <Pager cursor={cursor} next={next_cursor} onGo={(next) => change({ cursor: next })} />
        </>
      )}
    </QueryGate>
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
