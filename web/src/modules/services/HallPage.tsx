import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listServiceOffersOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ServiceKind, ServiceOfferBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ListPage } from '@/shared/list/ListPage';
import { BookDrawer } from './BookDrawer';
import { useOfferColumns } from './offerColumns';
import { KINDS } from './words';

/** What partners offer: price, days, and what others say of them. */
export default function HallPage() {
  const { t } = useTranslation('services');
  const mayBook = useMay('services:book');
  const [chosen, setChosen] = useState<ServiceOfferBody>();
  const columns = useOfferColumns();
  return (
    <>
      <ListPage
        title={t('hall.title')}
        read={({ limit, cursor, filters: { kind } }) =>
          listServiceOffersOptions({
            query: { limit, cursor, kind: kind as ServiceKind | undefined },
          })
        }
        filters={[
          {
            kind: 'choice',
            name: 'kind',
            label: t('kind'),
            options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
          },
        ]}
        columns={[
          ...columns,
          {
            key: 'book',
            title: '',
            cell: (offer) => (
              <Button size="small" type="primary" onClick={() => setChosen(offer)}>
                {t(mayBook ? 'book' : 'description')}
              </Button>
            ),
          },
        ]}
        rowKey={({ id }) => id}
        empty={{ title: t('hall.empty'), hint: t('hall.empty_hint') }}
      >
        <p className="muted">{t('hall.lead')}</p>
      </ListPage>
      {chosen && (
        <BookDrawer offer={chosen} mayBook={mayBook} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}
