import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getDrawOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { OfferingBody } from '@/api/generated/types.gen';
import { Facts } from '@/shared/Facts';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';

/** How it was allotted, with all that is needed to draw again. */
export function DrawProof({ offering }: { offering: OfferingBody }) {
  const { t } = useTranslation('investing');
  const draw = useQuery(getDrawOptions({ path: { offering_id: offering.id } }));
  return (
    <>
      <p className="muted">{t(`draw.how.${offering.allotment}`)}</p>
      <QueryGate query={draw}>
        {({ commitment, seed, orders }) => (
          <>
            {offering.allotment === 'lottery' && (
              <Facts
                facts={[
                  {
                    label: t('draw.commitment'),
                    value: <code className="hash">{commitment}</code>,
                  },
                  {
                    label: t('draw.seed'),
                    value: seed ? <code className="hash">{seed}</code> : t('draw.secret'),
                  },
                ]}
              />
            )}
            {orders.length > 0 && (
              <RowTable
                label={t('page.draw')}
                rows={orders}
                rowKey={({ id }) => id}
                columns={[
                  {
                    key: 'id',
                    title: t('draw.order'),
                    cell: ({ id }) => <code>{id.slice(-12)}</code>,
                  },
                  {
                    key: 'amount',
                    title: t('ordered_yuan'),
                    numeric: true,
                    cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
                  },
                  {
                    key: 'allotted',
                    title: t('allotted_yuan'),
                    numeric: true,
                    cell: ({ allotted }) => <MoneyText value={allotted} form="figure" />,
                  },
                ]}
              />
            )}
          </>
        )}
      </QueryGate>
    </>
  );
}
