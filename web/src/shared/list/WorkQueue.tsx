import type { QueryKey } from '@tanstack/react-query';
import { Badge, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { PageHead } from '../PageHead';
import { FilterBar } from './FilterBar';
import { PagedRows } from './PagedRows';
import type { Column, EmptyWords, Filter, ReadList } from './types';
import { useFilters } from './useFilters';

export interface Lane<Row, Refusal, Key extends QueryKey> {
  key: string;
  /** "New", "Waiting for me", "Late", "Decided". */
  label: string;
  /** How many wait there, if the API says. */
  count?: number;
  alarming?: boolean;
  read: ReadList<Row, Refusal, Key>;
  empty: EmptyWords;
}

interface WorkQueueProps<Row, Refusal, Key extends QueryKey> {
  title: string;
  lanes: readonly [Lane<Row, Refusal, Key>, ...Lane<Row, Refusal, Key>[]];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  to: (row: Row) => string;
  filters?: readonly Filter[];
  actions?: ReactNode;
  /** Between head and lanes: the figures of this desk. */
  children?: ReactNode;
}

/** What is to be done, in lanes; the chosen lane is part of the URL. */
export function WorkQueue<Row extends object, Refusal, Key extends QueryKey>({
  title,
  lanes,
  columns,
  rowKey,
  to,
  filters = [],
  actions,
  children,
}: WorkQueueProps<Row, Refusal, Key>) {
  const [{ cursor: _, lane: chosen, ...values }, change] = useFilters();
  const lane = lanes.find(({ key }) => key === chosen) ?? lanes[0];
  return (
    <>
      <PageHead title={title} actions={actions} />
      {children}
      <div className="list-tools">
        <div className="lanes">
          <Segmented
            aria-label={title}
            value={lane.key}
            options={lanes.map((one) => ({ value: one.key, label: <LaneLabel lane={one} /> }))}
            onChange={(key) => change({ lane: key, cursor: undefined })}
          />
        </div>
        {filters.length > 0 && <FilterBar filters={filters} values={values} onChange={change} />}
      </div>
      <PagedRows
        key={lane.key}
        label={lane.label}
        read={lane.read}
        filters={values}
        columns={columns}
        rowKey={rowKey}
        to={to}
        empty={lane.empty}
      />
    </>
  );
}

function LaneLabel({
  lane,
}: {
  lane: Pick<Lane<never, never, never>, 'label' | 'count' | 'alarming'>;
}) {
  const { label, count, alarming } = lane;
  return (
    <span className="lane">
      {label}
      {count !== undefined && (
        <Badge count={count} overflowCount={999} color={alarming ? undefined : 'gray'} />
      )}
    </span>
  );
}
