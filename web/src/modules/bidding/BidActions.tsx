import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  declineBidInvitationMutation,
  withdrawBidMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BackReason, DeclineReason, InvitationPageBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { BidDrawer } from './BidDrawer';
import { ReasonDrawer } from './ReasonDrawer';

const DECLINE: readonly DeclineReason[] = ['risk', 'industry', 'amount', 'funds', 'other'];
const BACK: readonly BackReason[] = ['mistake', 'facts', 'funds', 'other'];

type Step = 'bid' | 'decline' | 'back';

/** Bid, improve, take back, or decline: whatever is open now. */
export function BidActions({ page }: { page: InvitationPageBody }) {
  const { t } = useTranslation('bidding');
  const mayOffer = useMay('bidding:offer');
  const [step, setStep] = useState<Step>();
  const { invitation, offers, pending } = page;
  const current = offers.find(({ status }) => status === 'open');
  if (!mayOffer || invitation.status !== 'open') return null;
  const close = () => setStep(undefined);
  return (
    <div className="row-actions">
      {invitation.is_bidding && pending === null && (
        <Button type="primary" onClick={() => setStep('bid')}>
          {t(current ? 'bid_better' : 'bid')}
        </Button>
      )}
      {current ? (
        <Button danger onClick={() => setStep('back')}>
          {t('take_back')}
        </Button>
      ) : (
        <Button onClick={() => setStep('decline')}>{t('decline')}</Button>
      )}
      {step === 'bid' && <BidDrawer page={page} current={current} onClose={close} />}
      {step === 'decline' && (
        <ReasonDrawer
          title={t('decline')}
          lead={t('decline_lead')}
          reasons={DECLINE}
          words="decline"
          mutation={declineBidInvitationMutation()}
          wishOf={(reason) => ({ path: { invitation_id: invitation.id }, body: { reason } })}
          onClose={close}
        />
      )}
      {step === 'back' && current && (
        <ReasonDrawer
          title={t('take_back')}
          lead={t('take_back_lead')}
          reasons={BACK}
          words="back"
          mutation={withdrawBidMutation()}
          wishOf={(reason) => ({
            path: { invitation_id: invitation.id, offer_id: current.id },
            body: { reason },
          })}
          onClose={close}
        />
      )}
    </div>
  );
}
