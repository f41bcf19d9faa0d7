import { useTranslation } from 'react-i18next';
import type { FundingShareBody, ShareRefusal, ShareStatus } from '@/api/generated/types.gen';
import { StatusTag, type Tone } from '@/shared/StatusTag';

export const REFUSALS: readonly ShareRefusal[] = ['risk', 'amount', 'funds', 'other'];

const TONES: Record<ShareStatus, Tone> = {
  invited: 'waiting',
  accepted: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
  void: 'neutral',
};

export function ShareTag({ share: { status } }: { share: FundingShareBody }) {
  const { t } = useTranslation('colending');
  return <StatusTag tone={TONES[status]} label={t(`share.${status}`)} />;
}
