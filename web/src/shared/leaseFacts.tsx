import { useTranslation } from 'react-i18next';
import type { LeaseBody, LeaseTermsBody } from '@/api/generated/types.gen';
import type { Fact } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';

/** What an agreed lease says besides a loan; nothing for a loan. */
export function useLeaseFacts(lease: LeaseBody | null): Fact[] {
  const { t } = useTranslation('common');
  if (lease === null) return [];
  return [
    {
      label: t('lease.rentals'),
      value: t(lease.in_advance ? 'lease.in_advance' : 'lease.in_arrears'),
    },
    { label: t('lease.deposit'), value: <MoneyText value={lease.deposit} /> },
    { label: t('lease.residual'), value: <MoneyText value={lease.residual} /> },
  ];
}

/** The same of a product: shares of what will be financed. */
export function useLeaseTermFacts(lease: LeaseTermsBody | null | undefined): Fact[] {
  const { t } = useTranslation('common');
  if (!lease) return [];
  const share = (value: string) => t('lease.share', { share: formatRate(value) });
  return [
    {
      label: t('lease.rentals'),
      value: t(lease.in_advance ? 'lease.in_advance' : 'lease.in_arrears'),
    },
    { label: t('lease.deposit'), value: share(lease.deposit_share) },
    { label: t('lease.residual'), value: share(lease.residual_share) },
  ];
}
