import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listSuspicionsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { QueryGate } from '@/shared/QueryGate';
import { SuspicionPlace } from '@/shared/risk-review/SuspicionPlace';
import { StatusTag } from '@/shared/StatusTag';
import { AskClearing } from './AskClearing';

const SHOWN = 50;

/** What the platform found in papers, invoices and the application itself; it decides nothing. */
export function SuspicionsTab({ application }: { application: ApplicationBody }) {
  const { t } = useTranslation(['origination', 'fraud']);
  const query = {
    application_id: application.id,
    enterprise_id: application.enterprise.id,
    limit: SHOWN,
  };
  const found = useQuery(listSuspicionsOptions({ query }));
  return (
    <QueryGate query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('fraud:suspicions.none')} hint={t('fraud:suspicions.none_hint')} />
        ) : (
          <>
            <p className="muted">{t('fraud:suspicions.hint')}</p>
            <RowTable
              label={t('tab.suspicions')}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'what',
                  title: t('fraud:suspicions.what'),
                  cell: ({ code }) => t(`fraud:finding.${code}`),
                },
                {
                  key: 'weight',
                  title: t('fraud:suspicions.weight'),
                  cell: ({ weight }) => (
                    <StatusTag
                      tone={weight === 'strong' ? 'bad' : 'warning'}
                      label={t(`fraud:weight.${weight}`)}
                    />
                  ),
                },
                {
                  key: 'where',
                  title: t('fraud:suspicions.where'),
                  cell: (suspicion) => <SuspicionPlace suspicion={suspicion} />,
                },
                {
                  key: 'seen',
                  title: t('fraud:suspicions.seen'),
                  cell: ({ seen_at }) => <DateText value={seen_at} />,
                },
                {
                  key: 'state',
                  title: t('fraud:suspicions.state'),
                  cell: (suspicion) =>
                    suspicion.cleared_at === null ? (
                      <AskClearing suspicion={suspicion} />
                    ) : (
                      suspicion.clearing
                    ),
                },
              ]}
            />
          </>
        )
      }
    </QueryGate>
  );
}
