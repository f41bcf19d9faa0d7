import { useTranslation } from 'react-i18next';
import type { Outcome } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { TONES } from './outcomes';

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('risk');
  return <StatusTag tone={TONES[outcome]} label={t(`outcome.${outcome}`)} />;
}
