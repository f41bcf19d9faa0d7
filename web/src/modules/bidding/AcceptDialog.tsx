import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { acceptOfferMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { BidOfferBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { formatRate } from '@/shared/rates';
import { MoneyText } from '@/shared/MoneyText';

interface AcceptDialogProps {
  requestId: string;
  offer: BidOfferBody;
  onClose: () => void;
}

/** What accepting does: an application at this price, and all other offers end. */
export function AcceptDialog({ requestId, offer, onClose }: AcceptDialogProps) {
  const { t } = useTranslation('bidding');
  const navigate = useNavigate();
  const accept = useAction(acceptOfferMutation(), {
    onDone: ({ request: { application_id } }) =>
      void navigate({ to: `/enterprise/applications/${application_id}` }),
  });
  return (
    <ConfirmMoneyDialog
      open
      title={t('accept_title', { lender: offer.institution_name ?? t('a_lender') })}
      amount={offer.amount}
      facts={[
        { label: t('yearly_cost'), value: formatRate(offer.yearly_cost) },
        { label: t('rate'), value: formatRate(offer.yearly_rate) },
        { label: t('term'), value: t('months', { count: offer.term_months }) },
        { label: t('total_cost'), value: <MoneyText value={offer.total_cost} /> },
      ]}
      undo={t('accept_undo')}
      confirmLabel={t('accept')}
      busy={accept.isPending}
      error={accept.error}
      onConfirm={() =>
        accept.mutate({ path: { request_id: requestId }, body: { offer_id: offer.id } })
      }
      onCancel={onClose}
    />
  );
}
