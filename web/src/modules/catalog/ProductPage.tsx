import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getPublicProductOptions } from '@/api/generated/@tanstack/react-query.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { TermsView } from './TermsView';
import { useProductName, useSummary } from './words';
import './catalog.css';

/** One product, for strangers and for enterprises. */
export default function ProductPage() {
  const { t } = useTranslation('catalog');
  const nameOf = useProductName();
  const summaryOf = useSummary();
  const productId = usePathParam('productId');
  const inPortal = useLocation({ select: ({ pathname }) => pathname.startsWith('/enterprise') });
  const product = useQuery(getPublicProductOptions({ path: { product_id: productId } }));
  return (
    <div className={inPortal ? undefined : 'hall-page'}>
      <QueryGate query={product}>
        {(data) => (
          <>
            <PageHead
              title={nameOf(data)}
              tags={
                data.status === 'offered' ? (
                  <span className="muted">{t(`kind.${data.kind}`)}</span>
                ) : (
                  <StatusTag tone="neutral" label={t('page.not_offered')} />
                )
              }
              actions={
                data.status === 'offered' && (
                  <ButtonLink primary to={inPortal ? '/enterprise/offers' : '/sign-up'}>
                    {t(inPortal ? 'page.fit' : 'page.sign_up')}
                  </ButtonLink>
                )
              }
            />
            <section className="card">
              <p>{summaryOf(data)}</p>
              {data.institution_name && (
                <p className="muted">
                  {t('page.lender')} · {data.institution_name}
                </p>
              )}
              <TermsView product={data} />
            </section>
          </>
        )}
      </QueryGate>
    </div>
  );
}
