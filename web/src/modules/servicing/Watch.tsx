import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listWarningsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody, WarningLevel } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';

const SHOWN = 50;
const TONES: Record<WarningLevel, Tone> = { red: 'bad', yellow: 'warning', blue: 'running' };

/** What was seen of the borrower since the payout, and who is at it: for staff alone. */
export function Watch({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation(['servicing', 'warnings']);
  const query = { enterprise_id: loan.enterprise_id, limit: SHOWN };
  const found = useQuery(listWarningsOptions({ query }));
  return (
    <QueryGate query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('watch.none')} hint={t('watch.hint')} />
        ) : (
          <>
            <p className="muted">{t('watch.hint')}</p>
            <RowTable
              label={t('tab.watch')}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'level',
                  title: t('warnings:level'),
                  cell: ({ level }) => (
                    <StatusTag tone={TONES[level]} label={t(`warnings:level.${level}`)} />
                  ),
                },
                {
                  key: 'step',
                  title: t('warnings:next_step'),
                  cell: ({ next_step, state, due_at }) => (
                    <>
                      {t(next_step ? `warnings:step.${next_step}` : `warnings:done.${state}`)}{' '}
                      {due_at && state === 'open' && <DeadlineClock dueAt={due_at} />}
                    </>
                  ),
                },
                {
                  key: 'opened',
                  title: t('warnings:opened'),
                  cell: ({ opened_at }) => <DateText value={opened_at} />,
                },
                {
                  key: 'owner',
                  title: t('warnings:owner'),
                  cell: ({ owner_name }) => owner_name ?? t('warnings:nobody'),
                },
                {
                  key: 'open',
                  title: '',
                  cell: ({ id }) => (
                    <ButtonLink to={`/operations/warnings/${id}`}>{t('watch.open')}</ButtonLink>
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
