import { useQuery } from '@tanstack/react-query';
import { getQualityOptions } from '@/api/generated/@tanstack/react-query.gen';
import { QueryGate } from '@/shared/QueryGate';
import './collections.css';
import { RollChart, VintageChart } from './QualityCharts';

/** Roll rates and vintages side by side, where there is room. */
export function Quality() {
  const quality = useQuery(getQualityOptions());
  return (
    <QueryGate query={quality}>
      {(data) => (
        <div className="collections-charts">
          <RollChart quality={data} />
          <VintageChart quality={data} />
        </div>
      )}
    </QueryGate>
  );
}
