import { useTranslation } from 'react-i18next';
import type { ContractBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { Facts } from '@/shared/Facts';
import { useLeaseFacts } from '@/shared/leaseFacts';
import { useFloatingFacts } from '@/shared/floatingFacts';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';

/** What the contract comes down to; on a phone this is read before the document itself. */
export function KeyTerms({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  const lease = useLeaseFacts(contract.structure.lease);
  const floating = useFloatingFacts(contract.structure.floating);
  const early =
    Number(contract.prepayment_fee_rate) === 0
      ? t('prepayment.free')
      : t('prepayment.fee', { rate: formatRate(contract.prepayment_fee_rate) });
  return (
    <Facts
      facts={[
        { label: t('side.enterprise'), value: contract.borrower.name },
        { label: t('side.institution'), value: contract.lender.name },
        { label: t('product'), value: contract.product_name },
        { label: t('principal'), value: <MoneyText value={contract.principal} /> },
        {
          label: t('yearly_rate'),
          value: t('rate_with_days', {
            rate: formatRate(contract.yearly_rate),
            days: t(`day_count.${contract.day_count}`),
          }),
        },
        ...floating,
        { label: t('term'), value: t('months', { count: contract.term_months }) },
        { label: t('method'), value: t(`method.${contract.method}`) },
        ...lease,
        { label: t('fee'), value: <MoneyText value={contract.fee} /> },
        { label: t('prepayment'), value: early },
        {
          label: t('penalty'),
          value: t('penalty.times', { times: contract.penalty_multiplier }),
        },
        { label: t('prepared_on'), value: <DateText value={contract.prepared_on} /> },
        { label: t('sign_by'), value: <DateText value={contract.sign_by} /> },
      ]}
    />
  );
}
