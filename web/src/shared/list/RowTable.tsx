import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { useMemo } from 'react';
import { useIsPhone } from '../useMedia';
import type { Column } from './types';

interface RowTableProps<Row> {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** The page of a row; its first cell, or on a phone its card, leads there. */
  to?: (row: Row) => string;
  busy?: boolean;
}

/** Rows as a table; on a phone as cards, because nobody scrolls a table sideways with pleasure. */
export function RowTable<Row extends object>(props: RowTableProps<Row>) {
  return useIsPhone() ? <Cards {...props} /> : <Wide {...props} />;
}

function Wide<Row extends object>({ label, rows, rowKey, columns, to, busy }: RowTableProps<Row>) {
  const antdColumns = useMemo(
    () =>
      columns.map(({ key, title, cell, numeric, width }, place) => ({
        key,
        title,
        width,
        align: numeric ? ('right' as const) : ('left' as const),
        render: (_: unknown, row: Row) =>
          place === 0 && to ? <Link to={to(row)}>{cell(row)}</Link> : cell(row),
      })),
    [columns, to],
  );
  return (
    <Table<Row>
      className="row-table"
      aria-label={label}
      size="middle"
      columns={antdColumns}
      dataSource={rows}
      rowKey={rowKey}
      loading={busy}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}

function Cards<Row extends object>({ label, rows, rowKey, columns, to }: RowTableProps<Row>) {
  const [first, ...rest] = columns.filter(({ phone }) => phone !== false);
  return (
    <ul className="row-cards" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className="card">
          <div className="row-card-head">
            {to ? <Link to={to(row)}>{first?.cell(row)}</Link> : first?.cell(row)}
          </div>
          <dl className="facts">
            {rest.map(({ key, title, cell }) => (
              <div key={key}>
                <dt>{title}</dt>
                <dd>{cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
