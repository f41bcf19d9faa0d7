import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OfferingBody } from '@/api/generated/types.gen';
import { MoneyText } from '@/shared/MoneyText';
import { DateText } from '@/shared/DateText';
import { filledOf } from './words';

/** How much of the target is ordered, what is left, until when. */
export function FundingBar({ offering }: { offering: OfferingBody }) {
  const { t } = useTranslation('investing');
  const percent = filledOf(offering);
  return (
    <div className="funding-bar">
      <Progress
        percent={Math.min(100, percent)}
        format={() => `${percent}%`}
        aria-label={t('bar.label')}
        status={offering.status === 'failed' ? 'exception' : 'normal'}
      />
      <p className="muted small">
        <MoneyText value={offering.taken} /> / <MoneyText value={offering.target} />
        {offering.is_open ? (
          <>
            {' · '}
            {t('bar.until')} <DateText value={offering.closes_at} />
          </>
        ) : (
          ` · ${t(`status.${offering.status}`)}`
        )}
      </p>
    </div>
  );
}
