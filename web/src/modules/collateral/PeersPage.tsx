import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  listPeerInquiriesOptions,
  listPledgePeersOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type {
  AnsweredInquiryBody,
  PeerDealingsBody,
  PeersOfPledgesBody,
} from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ListPage } from '@/shared/list/ListPage';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';

/** The platforms with which pledges are compared, and each question that they have asked. */
export default function PeersPage() {
  const { t } = useTranslation('collateral');
  return (
    <ListPage
      title={t('exchange.title')}
      read={({ limit, cursor }) => listPeerInquiriesOptions({ query: { limit, cursor } })}
      columns={useInquiryColumns()}
      rowKey={({ id }) => id}
      empty={{ title: t('exchange.no_inquiries'), hint: t('exchange.no_inquiries_hint') }}
    >
      <p className="muted">{t('exchange.about')}</p>
      <Connected />
      <h2>{t('exchange.inquiries')}</h2>
    </ListPage>
  );
}

function useInquiryColumns(): readonly Column<AnsweredInquiryBody>[] {
  const { t } = useTranslation('collateral');
  return [
    { key: 'peer', title: t('exchange.peer'), cell: ({ peer }) => peer, text: ({ peer }) => peer },
    {
      key: 'things',
      title: t('exchange.things'),
      numeric: true,
      cell: ({ things }) => things,
      text: ({ things }) => String(things),
    },
    {
      key: 'pledged',
      title: t('exchange.pledged'),
      numeric: true,
      cell: ({ pledged }) => pledged,
      text: ({ pledged }) => String(pledged),
    },
    {
      key: 'at',
      title: t('exchange.at'),
      cell: ({ asked_at }) => <DateText value={asked_at} />,
      text: ({ asked_at }) => asked_at,
    },
  ];
}

function Connected() {
  const { t } = useTranslation('collateral');
  const peers = useQuery(listPledgePeersOptions());
  return (
    <section className="card">
      <h2>{t('exchange.connected')}</h2>
      <QueryGate query={peers}>
        {(found) =>
          found.items.length === 0 ? (
            <EmptyState title={t('exchange.none')} hint={t('exchange.none_hint')} />
          ) : (
            <Dealings found={found} />
          )
        }
      </QueryGate>
    </section>
  );
}

function Dealings({ found }: { found: PeersOfPledgesBody }) {
  const { t } = useTranslation('collateral');
  return (
    <RowTable
      label={t('exchange.connected')}
      rows={found.items}
      rowKey={({ peer }) => peer}
      columns={[
        { key: 'peer', title: t('exchange.peer'), cell: ({ peer }) => peer },
        { key: 'ours', title: t('exchange.ours'), cell: (peer) => <Ours peer={peer} /> },
        {
          key: 'theirs',
          title: t('exchange.theirs'),
          cell: (peer) => <Theirs peer={peer} most={found.things_a_day} />,
        },
      ]}
    />
  );
}

function Ours({ peer }: { peer: PeerDealingsBody }) {
  const { t } = useTranslation('collateral');
  if (!peer.is_asked) return <span className="muted">{t('exchange.not_asked')}</span>;
  return (
    <>
      <div>{t('exchange.answered', { answered: peer.answered })}</div>
      {peer.found_there > 0 && (
        <StatusTag tone="bad" label={t('exchange.found_there', { things: peer.found_there })} />
      )}
      {peer.silent > 0 && (
        <StatusTag tone="warning" label={t('exchange.silent', { silent: peer.silent })} />
      )}
    </>
  );
}

function Theirs({ peer, most }: { peer: PeerDealingsBody; most: number }) {
  const { t } = useTranslation('collateral');
  if (!peer.may_ask) return <span className="muted">{t('exchange.may_not')}</span>;
  if (peer.last_asked_at === null) return <span className="muted">{t('exchange.never')}</span>;
  return (
    <>
      <div>{t('exchange.today', { asked: peer.asked_today, most })}</div>
      {peer.found_here > 0 && (
        <StatusTag tone="bad" label={t('exchange.found_here', { things: peer.found_here })} />
      )}
      <div className="muted small">
        {t('exchange.ever', { asked: peer.asked_ever })} · {t('exchange.last')}{' '}
        <DateText value={peer.last_asked_at} />
      </div>
    </>
  );
}
