import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listAsksOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { OfferingBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { QueryGate } from '@/shared/QueryGate';
import { useAskColumns } from './asks';

/** Who sells of one project, the cheapest first. */
export function OrderBook({ offering }: { offering: OfferingBody }) {
  const { t } = useTranslation('investing');
  const asks = useQuery(listAsksOptions({ query: { offering_id: offering.id, limit: 50 } }));
  const columns = useAskColumns();
  return (
    <>
      <ButtonLink to={`/investor/order-book/${offering.id}`}>{t('market.depth')}</ButtonLink>
      <QueryGate query={asks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('market.empty')} hint={t('market.empty_hint')} />
          ) : (
            <RowTable
              label={t('page.book')}
              rows={items}
              rowKey={({ id }) => id}
              columns={columns}
            />
          )
        }
      </QueryGate>
    </>
  );
}
