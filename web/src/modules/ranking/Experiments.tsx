import { useTranslation } from 'react-i18next';
import type { ExperimentBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { Arms } from './Arms';
import { percent } from './figures';

/** What has been tried, how it ended and why. */
export function Experiments({ experiments }: { experiments: readonly ExperimentBody[] }) {
  const { t } = useTranslation('ranking');
  return experiments.map((each) => (
    <section key={each.id} className="ranking-ended">
      <h3>{t('runs', { number: each.number, share: percent(Number(each.share)) })}</h3>
      <p className="muted">
        <DateText value={each.started_at} /> – <DateText value={each.stopped_at ?? ''} /> ·{' '}
        {t(`stop_code.${each.stop_code ?? 'person'}`)}
        {each.stop_reason !== null && ` · ${each.stop_reason}`}
      </p>
      <Arms arms={each.arms} />
    </section>
  ));
}
