import { useTranslation } from 'react-i18next';
import type { ImportStatus } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { TONES } from './imports';

export function ImportTag({ status }: { status: ImportStatus }) {
  const { t } = useTranslation('parties');
  return <StatusTag tone={TONES[status]} label={t(`import.status.${status}`)} />;
}
