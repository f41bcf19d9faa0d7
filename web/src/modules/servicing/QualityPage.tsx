import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getQualityOptions } from '@/api/generated/@tanstack/react-query.gen';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './day-ends.css';
import { RollChart, VintageChart } from './QualityCharts';

/** How the book rolls from bucket to bucket, and how its vintages turn out. */
export default function QualityPage() {
  const { t } = useTranslation('servicing');
  const quality = useQuery(getQualityOptions());
  return (
    <>
      <PageHead title={t('quality.title')} />
      <QueryGate query={quality}>
        {(data) => (
          <div className="day-ends">
            <RollChart quality={data} />
            <VintageChart quality={data} />
          </div>
        )}
      </QueryGate>
    </>
  );
}
