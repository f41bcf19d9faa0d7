import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferBody } from '@/api/generated/types.gen';
import { MoneyText } from '@/shared/MoneyText';
import { useOfferFacts } from './offerFacts';

interface CompareBarProps {
  offers: readonly OfferBody[];
  onClear: () => void;
}

/** Stays at the bottom while offers are chosen, and lays them side by side. */
export function CompareBar({ offers, onClear }: CompareBarProps) {
  const { t } = useTranslation('matching');
  const [open, setOpen] = useState(false);
  if (offers.length === 0) return null;
  return (
    <div className="compare-bar">
      <span>{t('compare.bar', { count: offers.length })}</span>
      <Button onClick={onClear}>{t('compare.clear')}</Button>
      <Button type="primary" disabled={offers.length < 2} onClick={() => setOpen(true)}>
        {t('compare.open')}
      </Button>
      <Modal
        open={open}
        title={t('compare.title')}
        footer={null}
        width={860}
        onCancel={() => setOpen(false)}
      >
        <Comparison offers={offers} />
      </Modal>
    </div>
  );
}

function Comparison({ offers }: { offers: readonly OfferBody[] }) {
  const { t, i18n } = useTranslation(['matching', 'catalog']);
  const factsOf = useOfferFacts();
  const facts = offers.map((offer) => factsOf(offer));
  return (
    <div className="compare-scroll">
      <table className="compare-table">
        <thead>
          <tr>
            <td />
            {offers.map(({ product_id, name, name_en }) => (
              <th key={product_id} scope="col">
                {i18n.language === 'en' ? name_en : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('offer.amount')}</th>
            {offers.map(({ product_id, amount }) => (
              <td key={product_id}>
                <MoneyText value={amount} form="short" strong />
              </td>
            ))}
          </tr>
          {ROWS.map((label, place) => (
            <tr key={label}>
              <th scope="row">{t(label)}</th>
              {offers.map(({ product_id }, column) => (
                <td key={product_id}>{facts[column]?.[place]?.value}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('catalog:method')}</th>
            {offers.map(({ product_id, method }) => (
              <td key={product_id}>{t(`catalog:method.${method}`)}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** In the order of `useOfferFacts`; the monthly row has one name for every method here. */
const ROWS = [
  'offer.rate',
  'offer.monthly',
  'offer.final',
  'offer.total',
  'offer.yearly',
  'offer.money',
] as const;
