import { useTranslation } from 'react-i18next';
import type { LoanPlanBody, RateBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { RowTable } from '@/shared/list/RowTable';
import { formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';

/** Which rate holds since when and why, and when it may change next; nothing for a fixed rate that
 * was never changed. */
export function Rates({ plan }: { plan: LoanPlanBody }) {
  const { t } = useTranslation('servicing');
  const why = useWhy();
  const { rates, reprices_on } = plan;
  if (rates.length === 1 && reprices_on === null) return null;
  const latest = rates.at(-1);
  return (
    <section className="plan-rates">
      <h3>{t('rates.title')}</h3>
      <RowTable
        label={t('rates.title')}
        rows={rates.toReversed()}
        rowKey={({ since, yearly_rate }) => `${since} ${yearly_rate}`}
        columns={[
          {
            key: 'since',
            title: t('rates.since_title'),
            cell: (rate) => <DateText value={rate.since} />,
          },
          {
            key: 'rate',
            title: t('rates.rate'),
            cell: (rate) => (
              <>
                {formatRate(rate.yearly_rate)}{' '}
                {rate === latest && plan.loan.closed_on === null && (
                  <StatusTag tone="good" label={t('rates.now')} />
                )}
              </>
            ),
          },
          { key: 'why', title: t('rates.why'), cell: why },
        ]}
      />
      {reprices_on !== null && <p className="muted">{t('rates.next', { day: reprices_on })}</p>}
    </section>
  );
}

function useWhy(): (rate: RateBody) => string {
  const { t } = useTranslation('servicing');
  return ({ cause, base_rate }) => {
    const base = base_rate === null ? '' : formatRate(base_rate);
    if (cause === 'rate_reset') return t('rates.reset', { base });
    if (cause === 'extension' || cause === 'restructuring') return t(`rates.${cause}`);
    return base === '' ? t('rates.agreed') : t('rates.agreed_floating', { base });
  };
}
