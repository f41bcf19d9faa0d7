import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProductBody } from '@/api/generated/types.gen';
import { formatShort } from '@/shared/money';
import { lowestRate, useProductName, useSummary } from './words';

export function ProductCard({ product, to }: { product: ProductBody; to: string }) {
  const { t, i18n } = useTranslation('catalog');
  const nameOf = useProductName();
  const summaryOf = useSummary();
  return (
    <li className="card product-card">
      <p className="muted small">
        {t(`kind.${product.kind}`)}
        {product.institution_name && ` · ${product.institution_name}`}
      </p>
      <h2>
        <Link to={to}>{nameOf(product)}</Link>
      </h2>
      <p>{summaryOf(product)}</p>
      <dl className="product-figures">
        <div>
          <dt>{t('card.rate')}</dt>
          <dd className="lead-figure">{lowestRate(product)}</dd>
        </div>
        <div>
          <dt>{t('card.amount')}</dt>
          <dd>{formatShort(product.max_amount, i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('card.term')}</dt>
          <dd>
            {t('range.months', { from: product.min_term_months, to: product.max_term_months })}
          </dd>
        </div>
        <div>
          <dt>{t('card.money')}</dt>
          <dd>{t('card.days', { count: product.days_to_money })}</dd>
        </div>
      </dl>
    </li>
  );
}
