import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LearnedRankingBody, RankingPageBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';
import { ServeDrawer } from './ServeDrawer';
import { percent } from './figures';

/** Orders that were learned, each with its figures on lists it had not seen. */
export function Rankings({ page }: { page: RankingPageBody }) {
  const { t } = useTranslation('ranking');
  const mayAsk = useMay('ranking:ask');
  const [asking, setAsking] = useState<LearnedRankingBody>();
  const columns: readonly Column<LearnedRankingBody>[] = [
    {
      key: 'number',
      title: t('number'),
      cell: ({ number, is_better }) => (
        <>
          <strong>{t('number.of', { number })}</strong>{' '}
          <StatusTag
            tone={is_better ? 'good' : 'waiting'}
            label={t(is_better ? 'better' : 'not_better')}
          />
        </>
      ),
    },
    { key: 'made', title: t('made_at'), cell: ({ made_at }) => <DateText value={made_at} /> },
    { key: 'taught', title: t('taught'), numeric: true, cell: (row) => row.taught },
    { key: 'judged', title: t('judged'), numeric: true, cell: (row) => row.judged },
    {
      key: 'ndcg',
      title: t('ndcg'),
      numeric: true,
      cell: (row) => `${row.rules_ndcg} → ${row.learned_ndcg}`,
    },
    {
      key: 'gain',
      title: t('gain'),
      numeric: true,
      cell: (row) => `${row.gain_low} … ${row.gain_high}`,
    },
    {
      key: 'top3',
      title: t('top3'),
      numeric: true,
      cell: (row) =>
        [row.rules_top3, row.learned_top3].map((each) => percent(Number(each))).join(' → '),
    },
    {
      key: 'do',
      title: '',
      cell: (row) =>
        mayAsk &&
        row.is_better && (
          <Button size="small" onClick={() => setAsking(row)}>
            {t('serve')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <RowTable
        label={t('rankings')}
        rows={page.rankings}
        rowKey={({ number }) => String(number)}
        columns={columns}
      />
      {asking && (
        <ServeDrawer
          number={asking.number}
          mostShare={Number(page.most_share)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
