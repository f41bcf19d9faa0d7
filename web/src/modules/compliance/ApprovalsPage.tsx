import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listApprovalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { FourEyesBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { FourEyes } from '@/shared/FourEyes';
import { PagedRows } from '@/shared/list/PagedRows';
import type { Column } from '@/shared/list/types';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';

const MOST = 100;

/** Where a wish is looked at, and the right that decides it. */
const PLACES: Record<string, { to: (asked: FourEyesBody) => string; approve: string }> = {
  'catalog.publish_terms': {
    to: ({ subject, content }) =>
      content.based_on === null ? '/institution/products' : `/institution/products/${subject}`,
    approve: 'catalog:publish',
  },
  'bidding.make_offer': {
    to: ({ subject }) => `/institution/bids/${subject}`,
    approve: 'bidding:confirm',
  },
  'origination.call_off_payout': {
    to: ({ subject }) => `/institution/applications/${subject}`,
    approve: 'origination:approve',
  },
  'fraud.clear_suspicion': {
    to: ({ content }) => `/institution/applications/${String(content.application_id)}`,
    approve: 'fraud:examine',
  },
  'compliance.grant_roles': {
    to: () => '/institution/members',
    approve: 'compliance:approve_grant',
  },
  'servicing.change_loan': {
    to: ({ subject }) => `/institution/loans/${subject}`,
    approve: 'servicing:approve_change',
  },
};

const TONES: Record<FourEyesBody['status'], Tone> = {
  proposed: 'waiting',
  approved: 'good',
  rejected: 'bad',
};

/** For lenders: what one's own house asks of a second person, and what became of it. */
export default function ApprovalsPage() {
  const { t } = useTranslation('compliance');
  const waiting = useQuery(listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }));
  return (
    <>
      <PageHead title={t('approvals.title')} />
      <QueryGate query={waiting}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('approvals.empty')} hint={t('approvals.empty_hint')} />
          ) : (
            items.map((asked) => <Waiting key={asked.id} asked={asked} />)
          )
        }
      </QueryGate>
      <h2>{t('approvals.all')}</h2>
      <PagedRows
        label={t('approvals.all')}
        read={({ limit, cursor }) => listApprovalsOptions({ query: { limit, cursor } })}
        filters={{}}
        columns={useColumns()}
        rowKey={({ id }) => id}
        empty={{ title: t('approvals.none') }}
      />
    </>
  );
}

function useCommandWords(): (command: string) => string {
  const { t, i18n } = useTranslation('compliance');
  return (command) =>
    i18n.exists(`compliance:approval.${command}`) ? t(`approval.${command}`) : command;
}

function Waiting({ asked }: { asked: FourEyesBody }) {
  const { t } = useTranslation('compliance');
  const title = useCommandWords()(asked.command);
  const place = PLACES[asked.command];
  const mayApprove = useMay(place?.approve ?? '');
  return (
    <section className="card">
      <h2>{title}</h2>
      {place && (
        <p>
          <Link to={place.to(asked)}>{t('approvals.look')}</Link>
        </p>
      )}
      <FourEyes
        asked={asked}
        mayApprove={mayApprove}
        title={title}
        effect={<p>{t('approvals.effect')}</p>}
        undo={t('approvals.undo')}
        approvedWords={t('approvals.approved')}
        rejectedWords={t('approvals.rejected')}
      />
    </section>
  );
}

function useColumns(): readonly Column<FourEyesBody>[] {
  const { t } = useTranslation('compliance');
  const words = useCommandWords();
  return [
    { key: 'what', title: t('approvals.what'), cell: ({ command }) => words(command) },
    { key: 'reason', title: t('approvals.reason'), cell: ({ reason }) => reason },
    {
      key: 'status',
      title: t('approvals.status'),
      cell: ({ status }) => (
        <StatusTag tone={TONES[status]} label={t(`approval_status.${status}`)} />
      ),
    },
    {
      key: 'asked',
      title: t('approvals.asked'),
      cell: ({ asked_by_name: name, asked_at: at }) => (
        <>
          {name} <DateText value={at} />
        </>
      ),
    },
    {
      key: 'decided',
      title: t('approvals.decided'),
      cell: ({ decided_by_name: name, decided_at: at }) =>
        at === null ? (
          '–'
        ) : (
          <>
            {name} <DateText value={at} />
          </>
        ),
    },
  ];
}
