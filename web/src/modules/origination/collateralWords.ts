import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatExact, moneyFromText } from '@/shared/money';
import { percent } from './words';
import type { CollateralItemBody, RecordFieldBody } from '@/api/generated/types.gen';

type Record = CollateralItemBody['record'];

/** Words of fields, choices and checks: their codes come from the API. */
export function useCollateralWords() {
  const { t, i18n } = useTranslation(['collateral', 'catalog']);
  const word: TFunction = t;
  const field = (name: string): string => word(`collateral:field.${name}`);
  return {
    field,
    kind: (kind: string): string => word(`catalog:collateral.${kind}`),
    check: (code: string): string => {
      const [check = '', name = ''] = code.split(':');
      return word(`collateral:check.${check}`, { field: field(name) });
    },
    value: ({ name, kind }: RecordFieldBody, record: Record): string => {
      const value = record[name] ?? '';
      if (Array.isArray(value)) return value.join(i18n.language === 'en' ? ', ' : '、');
      if (kind === 'choice') return word(`collateral:choice.${value}`);
      if (kind === 'share') return percent(value);
      const amount = kind === 'amount' ? moneyFromText(value) : undefined;
      return amount === undefined ? value : formatExact(amount, i18n.language);
    },
  };
}
