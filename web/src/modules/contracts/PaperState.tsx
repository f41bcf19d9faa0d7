import { useTranslation } from 'react-i18next';
import type { EnvelopeBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { PAPER_TONES } from './papers';

export function PaperState({ paper }: { paper: EnvelopeBody }) {
  const { t } = useTranslation('contracts');
  return <StatusTag tone={PAPER_TONES[paper.status]} label={t(`paper.status.${paper.status}`)} />;
}
