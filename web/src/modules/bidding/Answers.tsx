import { useTranslation } from 'react-i18next';
import type { LenderAnswerBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { INVITATION_TONES } from './words';

/** Who was asked, and what came of it. */
export function Answers({ answers }: { answers: readonly LenderAnswerBody[] }) {
  const { t } = useTranslation('bidding');
  return (
    <ul className="bid-answers">
      {answers.map(({ institution_name, status, reason, has_offer }) => {
        const state = status === 'open' && has_offer ? 'offered' : status;
        const words = status === 'declined' ? 'decline' : 'back';
        return (
          <li key={institution_name}>
            <span>{institution_name ?? t('a_lender')}</span>
            {reason !== null && <span className="muted">{t(`${words}.${reason}`)}</span>}
            <StatusTag tone={INVITATION_TONES[status]} label={t(`answer.${state}`)} />
          </li>
        );
      })}
    </ul>
  );
}
