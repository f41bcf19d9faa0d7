import { useTranslation } from 'react-i18next';
import type { AssessmentBody, CheckResult, DossierBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { useWord } from './words';

const TONES: Record<CheckResult, Tone> = {
  passed: 'good',
  failed: 'bad',
  not_applicable: 'neutral',
};

/** What reviewers and investigators wrote; the applicant does not see it. */
export function FileTab({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  if (dossier.assessments.length === 0)
    return <EmptyState title={t('file.none')} hint={t('file.none_hint')} />;
  return (
    <>
      <p className="muted small">{t('file.secret')}</p>
      {dossier.assessments.map((assessment) => (
        <Assessment key={assessment.id} assessment={assessment} />
      ))}
    </>
  );
}

function Assessment({ assessment }: { assessment: AssessmentBody }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const checks = Object.entries(assessment.checklist);
  return (
    <article className="assessment">
      <h2>{t(`assessment.${assessment.kind}`)}</h2>
      <p className="muted small">
        {assessment.author_name} <DateText value={assessment.recorded_at} />
      </p>
      <p className="prose">{assessment.note}</p>
      {checks.length > 0 && (
        <ul className="checks">
          {checks.map(([item, result]) => (
            <li key={item}>
              {word('check', item)} <StatusTag tone={TONES[result]} label={t(`result.${result}`)} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
