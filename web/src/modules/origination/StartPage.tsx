import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  listPublicProductsOptions,
  startApplicationMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { useFilters } from '@/shared/list/useFilters';
import { percent, useProductName } from './words';
import './origination.css';

/** Choose a product; with `?product=` in the address that one stands first. */
export default function StartPage() {
  const { t } = useTranslation('origination');
  const navigate = useNavigate();
  const [{ product: wished, amount, months, purpose }] = useFilters();
  const products = useQuery(listPublicProductsOptions());
  const start = useAction(startApplicationMutation(), {
    onDone: ({ id }) => void navigate({ to: `/enterprise/applications/${id}/edit` }),
  });
  const begin = (productId: string): void => {
    const isWished = productId === wished;
    start.mutate({
      body: {
        product_id: productId,
        amount: isWished && amount ? { amount, currency: 'CNY' } : null,
        term_months: isWished && months ? Number(months) : null,
        purpose: (isWished && purpose) || null,
      },
    });
  };
  return (
    <>
      <PageHead title={t('start.title')} />
      <p className="muted">{t('start.hint')}</p>
      <ErrorNote error={start.error} />
      <QueryGate query={products}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('start.empty')} hint={t('start.empty_hint')} />
          ) : (
            <ul className="product-choice">
              {[...items]
                .sort((left, right) => Number(right.id === wished) - Number(left.id === wished))
                .map((product) => (
                  <ProductChoice
                    key={product.id}
                    product={product}
                    wished={product.id === wished}
                    busy={start.isPending}
                    onChoose={() => begin(product.id)}
                  />
                ))}
            </ul>
          )
        }
      </QueryGate>
    </>
  );
}

interface ProductChoiceProps {
  product: ProductBody;
  wished: boolean;
  busy: boolean;
  onChoose: () => void;
}

function ProductChoice({ product, wished, busy, onChoose }: ProductChoiceProps) {
  const { t, i18n } = useTranslation('origination');
  const productName = useProductName();
  const rates = product.pricing.map(({ yearly_rate }) => yearly_rate).sort();
  return (
    <li className={wished ? 'card wished' : 'card'}>
      <h2>{productName(product)}</h2>
      <p className="muted">{i18n.language === 'en' ? product.summary_en : product.summary}</p>
      <dl className="facts">
        <div>
          <dt>{t('start.up_to')}</dt>
          <dd>
            <MoneyText value={product.max_amount} form="short" strong />
          </dd>
        </div>
        <div>
          <dt>{t('start.rate_from')}</dt>
          <dd className="tabular">{percent(rates[0] ?? '0')}</dd>
        </div>
        <div>
          <dt>{t('column.term')}</dt>
          <dd>
            {t('start.terms', { least: product.min_term_months, most: product.max_term_months })}
          </dd>
        </div>
        <div>
          <dt>{t('start.days')}</dt>
          <dd>{t('days', { count: product.days_to_money })}</dd>
        </div>
      </dl>
      <Button type={wished ? 'primary' : 'default'} block loading={busy} onClick={onChoose}>
        {t('start.choose')}
      </Button>
    </li>
  );
}
