import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { listPublicProductsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { formatRate, toPercent } from '@/shared/rates';

interface OfferedRatesProps {
  onChoose: (rate: { percent: string }) => void;
}

/** Rates on offer now. Without any product, or without an answer, one types a rate oneself. */
export function OfferedRates({ onChoose }: OfferedRatesProps) {
  const { t, i18n } = useTranslation('landing');
  const { data } = useQuery(listPublicProductsOptions());
  const products = data?.filter(({ method }) => method === 'equal_instalment') ?? [];
  if (products.length === 0) return null;
  const options = products.map(({ name, name_en, pricing }) => {
    const rates = pricing.map(({ yearly_rate }) => yearly_rate).sort();
    const lowest = rates[0] ?? '0';
    const product = i18n.language === 'en' ? name_en : name;
    return {
      value: toPercent(lowest),
      label: t('calculator.offer', { product, rate: formatRate(lowest) }),
    };
  });
  return (
    <Form.Item label={t('calculator.product')} htmlFor="calculator-product">
      <Select
        id="calculator-product"
        placeholder={t('calculator.any_product')}
        options={options.map(({ label }, place) => ({ label, value: place }))}
        onChange={(place: number) => {
          const chosen = options[place];
          if (chosen) onChoose({ percent: chosen.value });
        }}
      />
    </Form.Item>
  );
}
