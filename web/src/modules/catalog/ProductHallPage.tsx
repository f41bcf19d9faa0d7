import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { listPublicProductsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { useFilters } from '@/shared/list/useFilters';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { ProductCard } from './ProductCard';
import './catalog.css';

/** Everything on offer, for strangers and for enterprises. */
export default function ProductHallPage() {
  const { t } = useTranslation('catalog');
  const products = useQuery(listPublicProductsOptions());
  const inPortal = useLocation({ select: ({ pathname }) => pathname.startsWith('/enterprise') });
  return (
    <div className={inPortal ? undefined : 'hall-page'}>
      <PageHead
        title={t('hall.title')}
        actions={
          <ButtonLink primary to={inPortal ? '/enterprise/offers' : '/sign-up'}>
            {t('hall.try')}
          </ButtonLink>
        }
      />
      <p className="muted">{t('hall.lead')}</p>
      <QueryGate query={products}>
        {(all) => <Hall products={all} base={inPortal ? '/enterprise/products' : '/products'} />}
      </QueryGate>
    </div>
  );
}

function Hall({ products, base }: { products: readonly ProductBody[]; base: string }) {
  const { t } = useTranslation('catalog');
  const [{ kind }, change] = useFilters();
  const kinds = [...new Set(products.map((product) => product.kind))];
  const shown = products.filter((product) => kind === undefined || product.kind === kind);
  return (
    <>
      <div className="hall-kinds">
        <Segmented
          aria-label={t('kind')}
          value={kind ?? ''}
          options={[
            { value: '', label: t('hall.all') },
            ...kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
          ]}
          onChange={(value) => change({ kind: value })}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t('hall.empty')} hint={t('hall.empty_hint')} />
      ) : (
        <ul className="product-cards">
          {shown.map((product) => (
            <ProductCard key={product.id} product={product} to={`${base}/${product.id}`} />
          ))}
        </ul>
      )}
    </>
  );
}
