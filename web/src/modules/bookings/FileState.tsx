import { useTranslation } from 'react-i18next';
import type { LoanFileBody } from '@/api/generated/types.gen';
import { StatusTag, type Tone } from '@/shared/StatusTag';

const TONES: Record<LoanFileBody['status'], Tone> = {
  waiting: 'waiting',
  taking: 'running',
  done: 'good',
  withdrawn: 'neutral',
};

export function FileState({ file }: { file: LoanFileBody }) {
  const { t } = useTranslation('bookings');
  return <StatusTag tone={TONES[file.status]} label={t(`status.${file.status}`)} />;
}
