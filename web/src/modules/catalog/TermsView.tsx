import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listProductFactsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { Facts } from '@/shared/Facts';
import { useRepricingFacts } from '@/shared/floatingFacts';
import { useLeaseTermFacts } from '@/shared/leaseFacts';
import { formatShort } from '@/shared/money';
import { toPercent } from '@/shared/rates';
import { priceText, useCollateralText, useConditionWords, useStepTexts } from './words';

/** All that a version says, in words. */
export function TermsView({ product }: { product: ProductBody }) {
  const { t, i18n } = useTranslation('catalog');
  const collateralOf = useCollateralText();
  const steps = useStepTexts()(product);
  const lease = useLeaseTermFacts(product.lease);
  const repricing = useRepricingFacts(product.repricing);
  const amounts = {
    from: formatShort(product.min_amount, i18n.language),
    to: formatShort(product.max_amount, i18n.language),
  };
  const months = { from: product.min_term_months, to: product.max_term_months };
  const purposes = product.purposes.map((purpose) => t(`purpose.${purpose}`)).join(t('comma'));
  return (
    <div className="terms-section">
      <Facts
        facts={[
          { label: t('amount_range'), value: t('range.amount', amounts) },
          { label: t('term_range'), value: t('range.months', months) },
          { label: t('method'), value: t(`method.${product.method}`) },
          { label: t('day_count'), value: t(`day_count.${product.day_count}`) },
          {
            label: t('fee'),
            value: t('fee_of', {
              percent: toPercent(`0.${String(product.fee_bps).padStart(4, '0')}`),
            }),
          },
          { label: t('days_to_money'), value: t('card.days', { count: product.days_to_money }) },
          ...repricing,
          ...lease,
          { label: t('purposes'), value: purposes },
          {
            label: t('collateral'),
            value: collateralOf(product) || t('no_collateral'),
          },
          { label: t('pilot'), value: steps.pilot },
          { label: t('valid_from'), value: product.valid_from },
          { label: t('valid_to'), value: product.valid_to ?? t('no_end') },
        ]}
      />
      <h3>{t('page.prices')}</h3>
      <Prices product={product} />
      <ul>
        {[...steps.tenor, ...steps.green].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3>{t('page.conditions')}</h3>
      <Conditions product={product} />
      <h3>{t('page.documents')}</h3>
      <ul>
        {product.required_documents.map((document) => (
          <li key={document}>{t(`document.${document}`)}</li>
        ))}
      </ul>
    </div>
  );
}

function Prices({ product }: { product: ProductBody }) {
  const { t } = useTranslation(['catalog', 'common']);
  return (
    <table className="price-table">
      <thead>
        <tr>
          <th scope="col">{t('grade')}</th>
          <th scope="col">{t('yearly_rate')}</th>
        </tr>
      </thead>
      <tbody>
        {product.pricing.map(({ grade, yearly_rate }) => (
          <tr key={grade}>
            <td>{t('common:grade.label', { grade, word: t(`common:grade.${grade}`) })}</td>
            <td>{priceText(product, yearly_rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Conditions({ product }: { product: ProductBody }) {
  const { t } = useTranslation('catalog');
  const facts = useQuery({ ...listProductFactsOptions(), staleTime: Infinity });
  const inWords = useConditionWords(facts.data ?? []);
  if (product.conditions.length === 0) return <p>{t('page.no_conditions')}</p>;
  return (
    <ul>
      {product.conditions.map((condition) => (
        <li key={`${condition.fact} ${condition.op}`}>{inWords(condition)}</li>
      ))}
    </ul>
  );
}
