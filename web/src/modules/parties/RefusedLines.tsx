import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listRefusedLinesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ImportBody, RefusedLineBody } from '@/api/generated/types.gen';
import { QueryGate } from '@/shared/QueryGate';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';

const PAGE_LINES = 20;

/** Every refused line with its number, the reason and the cells as they came. */
export function RefusedLines({ found }: { found: ImportBody }) {
  const { t, i18n } = useTranslation('parties');
  const [trail, setTrail] = useState<readonly number[]>([0]);
  const after = trail.at(-1) ?? 0;
  const lines = useQuery({
    ...listRefusedLinesOptions({
      path: { import_id: found.id },
      query: { after_line: after, limit: PAGE_LINES },
    }),
    placeholderData: keepPreviousData,
  });
  const address = `/api/v1/parties/imports/${found.id}/refused-lines.csv?locale=${i18n.language}`;
  return (
    <section className="card">
      <div className="parties-head">
        <h2>{t('refused.title')}</h2>
        <div className="spring" />
        <Button icon={<DownloadOutlined />} href={address} download>
          {t('refused.download')}
        </Button>
      </div>
      <p className="parties-reasons">
        {found.refused_by_reason.map(({ reason, count }) => (
          <Tag key={reason}>
            {t(`reason.${reason}`)} · {count.toLocaleString()}
          </Tag>
        ))}
      </p>
      <QueryGate query={lines}>
        {({ header, items, more }) => (
          <>
            <LinesTable header={header} lines={items} busy={lines.isPlaceholderData} />
            <div className="pager">
              <Button disabled={trail.length === 1} onClick={() => setTrail(trail.slice(0, -1))}>
                {t('refused.previous')}
              </Button>
              <Button
                disabled={!more}
                onClick={() => setTrail([...trail, items.at(-1)?.line ?? after])}
              >
                {t('refused.next')}
              </Button>
            </div>
          </>
        )}
      </QueryGate>
    </section>
  );
}

interface LinesTableProps {
  header: readonly string[];
  lines: readonly RefusedLineBody[];
  busy: boolean;
}

function LinesTable({ header, lines, busy }: LinesTableProps) {
  const { t } = useTranslation('parties');
  const columns: readonly Column<RefusedLineBody>[] = [
    {
      key: 'line',
      title: t('refused.line'),
      cell: ({ line }) => <span className="tabular">{t('refused.at', { line })}</span>,
    },
    {
      key: 'reason',
      title: t('refused.reason'),
      cell: ({ reason }) => <strong>{t(`reason.${reason}`)}</strong>,
    },
    ...header
      .map((title, place) => ({
        key: `cell${place}`,
        title,
        cell: ({ cells }: RefusedLineBody) => <span className="tabular">{cells[place]}</span>,
        isUsed: lines.some(({ cells }) => (cells[place] ?? '').trim() !== ''),
      }))
      .filter(({ isUsed }) => isUsed),
  ];
  return (
    <RowTable
      label={t('refused.title')}
      rows={lines}
      rowKey={({ line }) => String(line)}
      columns={columns}
      busy={busy}
    />
  );
}
