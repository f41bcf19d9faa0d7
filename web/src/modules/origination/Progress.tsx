import { useTranslation } from 'react-i18next';
import type { DossierBody, StepBody } from '@/api/generated/types.gen';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { Timeline, type Happening } from '@/shared/Timeline';
import { isOpen, MAIN_WAY, useWord } from './words';

const FAILED = new Set(['reject', 'withdraw', 'expire', 'hold_payout', 'late']);

/** What happened, whose turn it is until when, and what still lies ahead. */
export function Progress({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const { application, steps, turn } = dossier;

  const past = steps.map((step): Happening => ({
    key: `step ${step.number}`,
    title: word('step', step.what),
    at: step.at,
    by: step.actor_name ?? t(`side.${step.side}`),
    note: <Words step={step} />,
    state: FAILED.has(step.what) ? 'failed' : 'done',
  }));
  const now: Happening[] = isOpen(application)
    ? [
        {
          key: 'now',
          title: t(`now.${application.stage}`),
          by: t(`turn.${turn}`),
          note: application.deadline_at && <DeadlineClock dueAt={application.deadline_at} />,
          state: 'now',
        },
      ]
    : [];
  const place = MAIN_WAY.indexOf(application.stage);
  const ahead = place < 0 ? [] : MAIN_WAY.slice(place + 1);
  const coming = ahead.map((stage): Happening => ({
    key: `ahead ${stage}`,
    title: t(`stage.${stage}`),
    state: 'ahead',
  }));
  return (
    <>
      <h2>{t('progress')}</h2>
      <Timeline label={t('progress')} items={[...past, ...now, ...coming]} />
    </>
  );
}

function Words({ step }: { step: StepBody }) {
  const word = useWord();
  const words = [step.reason_code && word('reason', step.reason_code), step.note].filter(Boolean);
  return words.length === 0 ? null : <>{words.join(' · ')}</>;
}
