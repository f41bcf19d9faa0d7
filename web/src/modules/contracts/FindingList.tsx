import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TextFindingBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import './contracts.css';

/** What the review of texts found, each with its place and what to do about it. */
export function FindingList({ findings }: { findings: readonly TextFindingBody[] }) {
  const { t } = useTranslation('contracts');
  if (findings.length === 0) return <Alert type="success" showIcon message={t('review.clean')} />;
  return (
    <>
      <Alert type="warning" showIcon message={t('review.found', { count: findings.length })} />
      {findings.map((finding) => (
        <Finding key={`${finding.rule}-${finding.start}-${finding.excerpt}`} finding={finding} />
      ))}
    </>
  );
}

function Finding({ finding }: { finding: TextFindingBody }) {
  const { t } = useTranslation('contracts');
  const { rule, severity, excerpt, details } = finding;
  const clause = details.clause;
  return (
    <article className="card finding">
      <h2>
        {t(`review.rule.${rule}`)}{' '}
        <StatusTag
          tone={severity === 'high' ? 'bad' : 'warning'}
          label={t(`review.severity.${severity}`)}
        />
      </h2>
      {excerpt !== '' && <blockquote>{excerpt}</blockquote>}
      {clause !== undefined && <p>{t(`review.clause.${clause}`, { defaultValue: clause })}</p>}
      {details.cost !== undefined && (
        <p>{t('review.cost', { cost: details.cost, cap: details.cap })}</p>
      )}
      {details.stated !== undefined && (
        <p>{t('review.stated', { figures: details.figures, stated: details.stated })}</p>
      )}
      <p className="muted">{t(`review.suggestion.${rule}`)}</p>
    </article>
  );
}
