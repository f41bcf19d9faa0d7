import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getBidInvitationOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { InvitationPageBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { FourEyes } from '@/shared/FourEyes';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { formatRate } from '@/shared/rates';
import { RiskTag } from '@/shared/RiskTag';
import { usePathParam } from '@/shared/usePathParam';
import { useAskedFacts } from './askedFacts';
import { BidActions } from './BidActions';
import { InvitationTag } from './InvitationListPage';
import { OwnOffers } from './OwnOffers';
import { useFactText } from './words';
import './bidding.css';

/** A request without a name, and what this lender has offered for it. */
export default function InvitationPage() {
  const invitationId = usePathParam('invitationId');
  const found = useQuery(getBidInvitationOptions({ path: { invitation_id: invitationId } }));
  return <QueryGate query={found}>{(page) => <Known page={page} />}</QueryGate>;
}

function Known({ page }: { page: InvitationPageBody }) {
  const { t } = useTranslation('bidding');
  const { invitation, offers } = page;
  return (
    <DetailPage
      title={invitation.enterprise_name ?? t('nameless_title')}
      tags={
        <>
          <RiskTag grade={invitation.grade} />
          <InvitationTag invitation={invitation} />
          {invitation.is_bidding && <DeadlineClock dueAt={invitation.closes_at} />}
        </>
      }
      amount={<MoneyText value={invitation.amount} strong />}
      nextAction={<BidActions page={page} />}
      tabs={[
        { key: 'picture', label: t('picture'), content: <PictureTab page={page} /> },
        {
          key: 'offers',
          label: t('own_offers', { count: offers.length }),
          content: <OwnOffers offers={offers} />,
        },
      ]}
    />
  );
}

function PictureTab({ page }: { page: InvitationPageBody }) {
  const { t } = useTranslation(['bidding', 'catalog']);
  const askedFacts = useAskedFacts();
  const factText = useFactText();
  const { invitation, picture, pending } = page;
  return (
    <>
      {pending && <Pending page={page} />}
      <h3>{t('asked')}</h3>
      <Facts
        facts={[
          ...askedFacts(invitation),
          { label: t('closes_at'), value: <DateText value={invitation.closes_at} /> },
          { label: t('decide_by'), value: <DateText value={invitation.decide_by} /> },
        ]}
      />
      <h3>{t('picture_title')}</h3>
      {invitation.enterprise_name === null && <p className="muted small">{t('picture_hint')}</p>}
      <Facts
        facts={picture.map((fact) => ({
          label: t(`catalog:fact.${fact.fact}`),
          value: factText(fact),
        }))}
      />
    </>
  );
}

function Pending({ page: { pending } }: { page: InvitationPageBody }) {
  const { t } = useTranslation('bidding');
  const mayApprove = useMay('bidding:confirm');
  if (pending === null) return null;
  return (
    <section className="bid-pending">
      <h3>{t('pending')}</h3>
      <Facts
        facts={[
          { label: t('amount'), value: <MoneyText value={pending.amount} /> },
          { label: t('rate'), value: formatRate(pending.yearly_rate) },
          { label: t('term'), value: t('months', { count: pending.term_months }) },
        ]}
      />
      <FourEyes
        asked={pending}
        mayApprove={mayApprove}
        title={t('pending_title')}
        effect={<p>{t('pending_effect')}</p>}
        undo={t('pending_undo')}
        approvedWords={t('pending_done')}
        rejectedWords={t('pending_dropped')}
      />
    </section>
  );
}
