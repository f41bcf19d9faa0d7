import { useTranslation } from 'react-i18next';
import type { FloatingBody, TermsBody } from '@/api/generated/types.gen';
import type { Fact } from '@/shared/Facts';
import { formatRate } from '@/shared/rates';

/** How an agreed rate follows the LPR; nothing for a fixed one. */
export function useFloatingFacts(floating: FloatingBody | null): Fact[] {
  const { t } = useTranslation('common');
  if (floating === null) return [];
  const isAbove = !floating.margin.startsWith('-');
  return [
    {
      label: t('floating'),
      value: t(isAbove ? 'floating.above' : 'floating.below', {
        base: formatRate(floating.base_rate),
        margin: formatRate(floating.margin.replace('-', '')),
        most: formatRate(floating.highest),
      }),
    },
    { label: t('repricing'), value: t(`repricing.${floating.repricing}`) },
  ];
}

/** The same of a product: when an agreed rate takes the LPR of the day again. */
export function useRepricingFacts(repricing: TermsBody['repricing']): Fact[] {
  const { t } = useTranslation('common');
  if (!repricing) return [];
  return [{ label: t('repricing'), value: t(`repricing.${repricing}`) }];
}
