import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { listFittingLendersOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CollateralKind, FittingLenderBody, Purpose } from '@/api/generated/types.gen';
import { formatShort } from '@/shared/money';
import { QueryGate } from '@/shared/QueryGate';

interface LenderChoiceProps {
  wish: { amount: string; term_months: number; purpose: Purpose; pledges: CollateralKind[] };
  id?: string;
  value?: string[];
  onChange?: (lenders: string[]) => void;
}

/** Who could lend, all chosen at first: whoever is taken out sees nothing. */
export function LenderChoice({ wish, id, value, onChange }: LenderChoiceProps) {
  const fitting = useQuery({
    ...listFittingLendersOptions({ query: wish }),
    placeholderData: keepPreviousData,
    // Each looking goes on record: coming back to the window is not looking.
    refetchOnWindowFocus: false,
  });
  return (
    <QueryGate query={fitting}>
      {(lenders) => <Choice id={id} lenders={lenders} value={value ?? []} onChange={onChange} />}
    </QueryGate>
  );
}

interface ChoiceProps {
  id?: string;
  lenders: readonly FittingLenderBody[];
  value: string[];
  onChange?: (lenders: string[]) => void;
}

function Choice({ id, lenders, value, onChange }: ChoiceProps) {
  const { t, i18n } = useTranslation('bidding');
  const known = lenders.map(({ institution_id }) => institution_id).join(' ');
  useEffect(() => {
    onChange?.(known === '' ? [] : known.split(' '));
    // The choice begins anew when other lenders fit; the form's own callback is not a reason.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [known]);
  if (lenders.length === 0) return <p className="bid-none">{t('ask.none_fit')}</p>;
  return (
    <Checkbox.Group className="bid-lenders" value={value} onChange={(chosen) => onChange?.(chosen)}>
      {lenders.map(({ institution_id, name, products }) => (
        <Checkbox key={institution_id} value={institution_id} id={id && `${id}-${institution_id}`}>
          <strong>{name ?? t('a_lender')}</strong>
          <span className="muted small">
            {' '}
            {products
              .map(({ name, name_en, most }) =>
                t('ask.product', {
                  name: i18n.language === 'en' ? name_en : name,
                  most: formatShort(most, i18n.language),
                }),
              )
              .join(t('comma'))}
          </span>
        </Checkbox>
      ))}
    </Checkbox.Group>
  );
}
