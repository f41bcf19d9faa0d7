import { useTranslation } from 'react-i18next';
import type { AskedFields } from './types';
import type { Fact } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';

/** What is asked for, the same on both sides. */
export function useAskedFacts(): (asked: AskedFields) => readonly Fact[] {
  const { t } = useTranslation(['bidding', 'catalog']);
  return ({ amount, term_months, purpose, pledges }) => [
    { label: t('amount'), value: <MoneyText value={amount} /> },
    { label: t('term'), value: t('months', { count: term_months }) },
    { label: t('purpose'), value: t(`catalog:purpose.${purpose}`) },
    {
      label: t('pledges'),
      value:
        (pledges ?? []).map((kind) => t(`catalog:collateral.${kind}`)).join(t('comma')) ||
        t('no_pledges'),
    },
  ];
}
