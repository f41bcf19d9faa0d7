import { useTranslation } from 'react-i18next';
import { listConsentsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ConsentBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { PagedRows } from '@/shared/list/PagedRows';
import type { Column } from '@/shared/list/types';
import { StatusTag, type Tone } from '@/shared/StatusTag';

function toneOf({ end }: ConsentBody): Tone {
  if (end === null) return 'good';
  return end === 'withdrawn' ? 'warning' : 'neutral';
}

export function ConsentRows() {
  const { t } = useTranslation('privacy');
  const stateOf = ({ end }: ConsentBody): string => t(`consent_state.${end ?? 'open'}`);
  const columns: readonly Column<ConsentBody>[] = [
    {
      key: 'purpose',
      title: t('activity.purpose'),
      cell: ({ purpose, version }) =>
        `${t(`purpose.${purpose}`)} · ${t('consents.version', { version })}`,
      text: ({ purpose }) => purpose,
    },
    {
      key: 'by',
      title: t('consent.by'),
      cell: ({ given_by_name, given_by }) => given_by_name ?? given_by,
      text: ({ given_by }) => given_by,
    },
    {
      key: 'at',
      title: t('consent.at'),
      cell: ({ given_at }) => <DateText value={given_at} />,
      text: ({ given_at }) => given_at,
    },
    {
      key: 'state',
      title: t('consent.state'),
      cell: (consent) => (
        <>
          <StatusTag tone={toneOf(consent)} label={stateOf(consent)} />
          {consent.ended_at && <DateText value={consent.ended_at} />}
        </>
      ),
      text: stateOf,
    },
  ];
  return (
    <PagedRows
      label={t('processing.consents')}
      read={({ limit, cursor }) => listConsentsOptions({ query: { limit, cursor } })}
      filters={{}}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ title: t('consent.empty'), hint: t('consent.empty_hint') }}
    />
  );
}
