import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listInvoiceMonthsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { EmptyState } from '@/shared/EmptyState';
import { QueryGate } from '@/shared/QueryGate';
import { PartnerList } from './PartnerList';
import { TurnoverCard } from './TurnoverCard';

/** Turnover by month, and with whom. */
export function InvoiceOverview({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation('parties');
  const months = useQuery(listInvoiceMonthsOptions({ path: { enterprise_id: enterpriseId } }));
  return (
    <QueryGate query={months}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('invoices.empty')} hint={t('invoices.empty_hint')} />
        ) : (
          <div className="parties-grid">
            <TurnoverCard months={items} />
            <PartnerList enterpriseId={enterpriseId} direction="output" />
            <PartnerList enterpriseId={enterpriseId} direction="input" />
          </div>
        )
      }
    </QueryGate>
  );
}
