import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  cancelBidRequestMutation,
  getBidRequestOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BidRequestPageBody, CancelReason } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { Answers } from './Answers';
import { Comparison } from './Comparison';
import { ReasonDrawer } from './ReasonDrawer';
import { RequestTag } from './RequestListPage';
import { useAskedFacts } from './askedFacts';
import './bidding.css';

const CANCEL: readonly CancelReason[] = [
  'not_needed',
  'found_elsewhere',
  'offers_too_dear',
  'other',
];
/** While offers come in one looks again by itself. */
const REFRESH_MS = 20_000;

/** What was asked, what lenders offer side by side, and who has not answered. */
export default function RequestPage() {
  const requestId = usePathParam('requestId');
  const found = useQuery({
    ...getBidRequestOptions({ path: { request_id: requestId } }),
    refetchInterval: ({ state }) => (state.data?.request.is_bidding ? REFRESH_MS : false),
  });
  return <QueryGate query={found}>{(page) => <Known page={page} />}</QueryGate>;
}

function Known({ page }: { page: BidRequestPageBody }) {
  const { t } = useTranslation('bidding');
  const { request, offers } = page;
  return (
    <DetailPage
      title={t('request.title')}
      tags={
        <>
          <RequestTag request={request} />
          {request.is_bidding && <DeadlineClock dueAt={request.closes_at} />}
        </>
      }
      amount={<MoneyText value={request.amount} strong />}
      nextAction={<Next page={page} />}
      tabs={[
        {
          key: 'offers',
          label: t('offers_count', { count: offers.length }),
          content: <Comparison page={page} />,
        },
        { key: 'asked', label: t('asked'), content: <AskedTab page={page} /> },
        { key: 'answers', label: t('answers'), content: <Answers answers={page.answers} /> },
      ]}
    />
  );
}

function Next({ page: { request } }: { page: BidRequestPageBody }) {
  const { t } = useTranslation('bidding');
  const mayAsk = useMay('bidding:ask');
  const [isCancelling, setCancelling] = useState(false);
  if (request.application_id !== null) {
    return (
      <ButtonLink primary to={`/enterprise/applications/${request.application_id}`}>
        {t('to_application')}
      </ButtonLink>
    );
  }
  if (request.status !== 'open' || !mayAsk) return null;
  return (
    <>
      <Button danger onClick={() => setCancelling(true)}>
        {t('cancel_request')}
      </Button>
      {isCancelling && (
        <ReasonDrawer
          title={t('cancel_request')}
          lead={t('cancel_lead')}
          reasons={CANCEL}
          words="cancel"
          mutation={cancelBidRequestMutation()}
          wishOf={(reason) => ({ path: { request_id: request.id }, body: { reason } })}
          onClose={() => setCancelling(false)}
        />
      )}
    </>
  );
}

function AskedTab({ page: { request } }: { page: BidRequestPageBody }) {
  const { t } = useTranslation('bidding');
  const askedFacts = useAskedFacts();
  const shown = ['always', ...request.shows].map((each) => t(`shown.${each}`)).join(t('comma'));
  return (
    <Facts
      facts={[
        ...askedFacts(request),
        { label: t('ask.shows'), value: shown },
        { label: t('closes_at'), value: <DateText value={request.closes_at} /> },
        { label: t('decide_by'), value: <DateText value={request.decide_by} /> },
      ]}
    />
  );
}
