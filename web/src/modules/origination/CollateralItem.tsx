import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listCollateralKindsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CollateralItemBody } from '@/api/generated/types.gen';
import { Facts, type Fact } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { useCollateralWords } from './collateralWords';
import { percent } from './words';

interface CollateralItemProps {
  item: CollateralItemBody;
  actions?: ReactNode;
}

/** One thing: what its record says, which checks fail, what it is worth and what is lent on it. */
export function CollateralItem({ item, actions }: CollateralItemProps) {
  const words = useCollateralWords();
  const kinds = useQuery({ ...listCollateralKindsOptions(), staleTime: Infinity });
  const spec = kinds.data?.find(({ kind }) => kind === item.kind);
  const facts: Fact[] = (spec?.fields ?? []).map((field) => ({
    label: words.field(field.name),
    value: <span className="collateral-value">{words.value(field, item.record)}</span>,
  }));
  return (
    <article className="collateral-item">
      <div className="collateral-head">
        <strong>{words.kind(item.kind)}</strong>
        <StateTag item={item} />
        <span className="collateral-actions">{actions}</span>
      </div>
      {item.failing.length > 0 && (
        <ul className="collateral-failing">
          {item.failing.map((code) => (
            <li key={code}>{words.check(code)}</li>
          ))}
        </ul>
      )}
      <Worth item={item} isSecurity={spec?.is_security ?? true} />
      <Facts facts={facts} />
      {item.note && <p className="muted small">{item.note}</p>}
    </article>
  );
}

function Worth({ item, isSecurity }: { item: CollateralItemBody; isSecurity: boolean }) {
  const { t } = useTranslation('collateral');
  if (!isSecurity) return <p className="muted small">{t('discount_only')}</p>;
  return (
    <p className="collateral-worth">
      {t('value')} <MoneyText value={item.value} />
      <span className="muted"> · {t('lent', { percent: percent(item.lending_share) })} · </span>
      {t('lending_value')} <MoneyText value={item.lending_value} strong />
    </p>
  );
}

function StateTag({ item }: { item: CollateralItemBody }) {
  const { t } = useTranslation('collateral');
  const [tone, label] = stateOf(item);
  return <StatusTag tone={tone} label={t(label)} />;
}

type Label =
  'state.pledged' | 'state.released' | 'state.accepted' | 'state.refused' | 'failing' | 'sound';

function stateOf(item: CollateralItemBody): [Tone, Label] {
  if (item.is_pledged) return ['good', 'state.pledged'];
  if (item.is_released) return ['neutral', 'state.released'];
  if (item.verdict !== null)
    return item.verdict === 'accepted' ? ['good', 'state.accepted'] : ['bad', 'state.refused'];
  return item.failing.length > 0 ? ['bad', 'failing'] : ['running', 'sound'];
}
