import { useTranslation } from 'react-i18next';
import type { AccountCode } from '@/api/generated/types.gen';

export const PLATFORM = '00000000-0000-0000-0000-000000000000';

/** The chart of accounts, in its order. */
export const CODES: readonly AccountCode[] = [
  'bank_settlement',
  'custody',
  'frozen',
  'in_transit',
  'loan_principal',
  'interest_receivable',
  'penalty_receivable',
  'accrued_interest',
  'lender_funding',
  'interest_income',
  'penalty_income',
  'loss_allowance',
  'loss_expense',
  'recovered_income',
  'fee_income',
  'management_fee_income',
  'coupon_cost',
  'reserve_cash',
  'risk_reserve',
  'compensation_fund',
  'suspense',
];

/** The code in an address; one that does not exist is asked for as it stands and refused. */
export function codeOf(text: string): AccountCode {
  return text as AccountCode;
}

interface Owned {
  owner: string;
  owner_name: string | null;
}

export function useOwner(): (owned: Owned) => string {
  const { t } = useTranslation('ledger');
  return ({ owner, owner_name }) =>
    owner_name ?? (owner === PLATFORM ? t('owner.platform') : t('owner.other', { id: owner }));
}

/** `payments.payout_settled:0199…`: the part before the colon in words, or as it stands. */
export function useReference(): (reference: string) => string {
  const { t, i18n } = useTranslation('ledger');
  return (reference) => {
    const what = reference.split(':', 1)[0] ?? reference;
    return i18n.exists(`ledger:reference.${what}`) ? t(`reference.${what}`) : reference;
  };
}

/** A kind of financing or of investment in words, or as it stands. */
export function useProductName(): (product: string | null) => string {
  const { t } = useTranslation('ledger');
  return (product) =>
    product === null ? t('revenue.no_product') : t(`product.${product}`, { defaultValue: product });
}
