import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listPoliciesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { PolicyBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { FilterBar } from '@/shared/list/FilterBar';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { useFilters } from '@/shared/list/useFilters';
import { EmptyState } from '@/shared/EmptyState';
import { PolicyValue } from './PolicyValue';
import './policies.css';

/** Every number that is policy, room by room: today's value, the next one, what waits. */
export default function PolicyListPage() {
  const { t } = useTranslation('compliance');
  const policies = useQuery(listPoliciesOptions());
  const [{ name, state }, change] = useFilters();
  return (
    <>
      <PageHead title={t('list.title')} />
      <p className="muted">{t('list.hint')}</p>
      <div className="list-tools">
        <FilterBar
          values={{ name, state }}
          onChange={change}
          filters={[
            { kind: 'text', name: 'name', label: t('list.search') },
            {
              kind: 'choice',
              name: 'state',
              label: t('state'),
              options: ['pending', 'scheduled'].map((value) => ({
                value,
                label: t(`state.${value}`),
              })),
            },
          ]}
        />
      </div>
      <QueryGate query={policies}>
        {(all) => {
          const shown = all.filter(
            (policy) =>
              (!name || t(`policy.${policy.key}`).includes(name) || policy.key.includes(name)) &&
              (!state || stateOf(policy) === state),
          );
          const rooms = [...new Set(shown.map(({ room }) => room))];
          if (rooms.length === 0) return <EmptyState title={t('list.none')} />;
          return rooms.map((room) => (
            <RoomPolicies
              key={room}
              room={room}
              policies={shown.filter((policy) => policy.room === room)}
            />
          ));
        }}
      </QueryGate>
    </>
  );
}

type State = 'pending' | 'scheduled' | 'steady';

function stateOf({ pending, next }: PolicyBody): State {
  if (pending) return 'pending';
  return next ? 'scheduled' : 'steady';
}

const TONES = { pending: 'warning', scheduled: 'running', steady: 'neutral' } as const;

function RoomPolicies({ room, policies }: { room: string; policies: readonly PolicyBody[] }) {
  const { t } = useTranslation('compliance');
  const columns: readonly Column<PolicyBody>[] = [
    { key: 'name', title: t('policy'), cell: ({ key }) => t(`policy.${key}`), width: 320 },
    {
      key: 'current',
      title: t('value.current'),
      numeric: true,
      width: 160,
      cell: ({ current, unit }) => <PolicyValue value={current?.value} unit={unit} />,
    },
    {
      key: 'next',
      title: t('value.next'),
      numeric: true,
      width: 200,
      cell: ({ next, unit }) =>
        next ? (
          <>
            <PolicyValue value={next.value} unit={unit} />{' '}
            <span className="muted small">
              {t('value.from')} <DateText value={next.valid_from} />
            </span>
          </>
        ) : (
          <DateText value={null} />
        ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 140,
      cell: (policy) => {
        const state = stateOf(policy);
        return <StatusTag tone={TONES[state]} label={t(`state.${state}`)} />;
      },
    },
  ];
  return (
    <section className="policy-room">
      <h2>{t(`room.${room}`)}</h2>
      <RowTable
        label={t(`room.${room}`)}
        rows={policies}
        rowKey={({ key }) => key}
        columns={columns}
        to={({ key }) => `/operations/policies/${key}`}
      />
    </section>
  );
}
