import { useTranslation } from 'react-i18next';
import { StatusTag, type Tone } from './StatusTag';

export type Grade = 'A' | 'B' | 'C' | 'D' | 'E';

const TONE: Record<Grade, Tone> = {
  A: 'good',
  B: 'good',
  C: 'neutral',
  D: 'warning',
  E: 'bad',
};

export function RiskTag({ grade }: { grade: Grade }) {
  const { t } = useTranslation();
  return (
    <StatusTag tone={TONE[grade]} label={t('grade.label', { grade, word: t(`grade.${grade}`) })} />
  );
}
