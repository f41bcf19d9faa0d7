import { useTranslation } from 'react-i18next';
import type { BucketBody } from '@/api/generated/types.gen';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { BarList, type Bar } from './BarList';
import { rowsBehind, wan } from './wish';

const TONE: Partial<Record<BucketBody['bucket'], Bar['tone']>> = {
  d1_30: 'warning',
  d31_60: 'warning',
  d61_90: 'bad',
  d90_plus: 'bad',
};

export function ArrearsCard({ buckets }: { buckets: readonly BucketBody[] }) {
  const { t } = useTranslation('insight');
  const [filters] = useFilters();
  const most = Math.max(1, ...buckets.map(({ outstanding }) => wan(outstanding.amount)));
  return (
    <section className="card">
      <h2>{t('arrears.title')}</h2>
      <p className="muted small">{t('arrears.hint')}</p>
      <BarList
        bars={buckets.map(({ bucket, loans, outstanding }) => ({
          key: bucket,
          label: t(`bucket.${bucket}`),
          share: wan(outstanding.amount) / most,
          value: (
            <>
              <MoneyText value={outstanding} form="short" />{' '}
              <span className="muted small">{t('arrears.loans', { count: loans })}</span>
            </>
          ),
          to: rowsBehind('loans', filters, { bucket }),
          tone: TONE[bucket],
        }))}
      />
    </section>
  );
}
