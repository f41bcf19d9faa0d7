import { useTranslation } from 'react-i18next';
import { StatusTag } from '@/shared/StatusTag';
import { toneOf } from './words';

export function RiskClassTag({ riskClass }: { riskClass: number }) {
  const { t } = useTranslation('investing');
  return <StatusTag tone={toneOf(riskClass)} label={t(`risk.${riskClass}`)} />;
}
