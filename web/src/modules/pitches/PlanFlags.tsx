import { useTranslation } from 'react-i18next';
import type { PlanBody, PlanDigestBody, PlanFlagBody } from '@/api/generated/types.gen';
import { formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { usePlanWords } from './words';

/** Contradictions and wording: what a reader should ask about. */
export function PlanFlags({ plan, digest }: { plan: PlanBody; digest: PlanDigestBody }) {
  const { t } = useTranslation('pitches');
  const words = usePlanWords();
  const { contradictions, unit } = plan;
  return (
    <section className="card">
      <h2>{t('flags')}</h2>
      {contradictions.length === 0 && <p className="muted">{t('flags.none')}</p>}
      <ul className="plan-lines">
        {contradictions.map((flag) => (
          <li key={`${flag.kind}-${flag.source}-${flag.stated}-${flag.other}-${flag.year}`}>
            <StatusTag tone="warning" label={t(`kind.${flag.kind}`)} />{' '}
            <FlagText flag={flag} plan={plan} />{' '}
            <span className="muted small">{words.place(unit, flag.place)}</span>
          </li>
        ))}
      </ul>
      <h2>{t('remarks')}</h2>
      {digest.remarks.length === 0 && <p className="muted">{t('remarks.none')}</p>}
      <ul className="plan-lines">
        {digest.remarks.map(({ rule, severity, excerpt, place }) => (
          <li key={`${rule}-${place}-${excerpt}`}>
            <StatusTag tone={severity === 'high' ? 'bad' : 'warning'} label={t(`rule.${rule}`)} />
            {excerpt} <span className="muted small">{words.place(unit, place)}</span>
            <div className="muted small">{t(`rule.${rule}.hint`)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FlagText({ flag, plan: { unit } }: { flag: PlanFlagBody; plan: PlanBody }) {
  const { t } = useTranslation('pitches');
  const words = usePlanWords();
  const said = {
    stated: words.figure(flag.kind, flag.stated),
    other: words.figure(flag.kind, flag.other),
  };
  return (
    <>
      {flag.year !== null && `${t('flag.year', { year: flag.year })} `}
      {flag.other_place === null
        ? t('flag.declared', { ...said, gap: formatRate(flag.gap) })
        : t('flag.plan', { ...said, elsewhere: words.place(unit, flag.other_place) })}
    </>
  );
}
