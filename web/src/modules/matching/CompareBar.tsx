import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferBody } from '@/api/generated/types.gen';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';

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
  const rows: readonly [label: string, cell: (offer: OfferBody) => ReactNode][] = [
    [t('offer.amount'), ({ amount }) => <MoneyText value={amount} form="short" strong />],
    [t('catalog:method'), ({ method }) => t(`catalog:method.${method}`)],
    [t('offer.rate'), ({ yearly_rate }) => formatRate(yearly_rate)],
    [t('offer.monthly'), ({ monthly_cost }) => <MoneyText value={monthly_cost} />],
    [t('offer.final'), ({ final_payment }) => <MoneyText value={final_payment} />],
    [t('offer.total'), ({ total_cost }) => <MoneyText value={total_cost} />],
    [t('offer.yearly'), ({ yearly_cost }) => formatRate(yearly_cost)],
    [t('offer.money'), ({ days_to_money }) => t('offer.days', { count: days_to_money })],
  ];
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
          {rows.map(([label, cell]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {offers.map((offer) => (
                <td key={offer.product_id}>{cell(offer)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
