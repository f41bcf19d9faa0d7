import { Alert, Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { reviewTextMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { TextFindingBody, TextToReviewBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { StatusTag } from '@/shared/StatusTag';
import './contracts.css';

const KINDS: readonly TextToReviewBody['kind'][] = [
  'clause',
  'loan',
  'guarantee',
  'pledge',
  'lease',
  'factoring',
];

/** What the rules find in a text: a contract, a business plan, a campaign, before it is sent. */
export default function ReviewPage() {
  const { t } = useTranslation('contracts');
  const review = useAction(reviewTextMutation());
  return (
    <>
      <PageHead title={t('review.title')} />
      <div className="review">
        <Form<TextToReviewBody>
          layout="vertical"
          className="card"
          initialValues={{ kind: 'clause' }}
          onFinish={(body) => review.mutate({ body })}
        >
          <p className="muted">{t('review.what')}</p>
          <Form.Item name="kind" label={t('review.kind')}>
            <Select options={KINDS.map((value) => ({ value, label: t(`review.kind.${value}`) }))} />
          </Form.Item>
          <Form.Item
            name="text"
            label={t('review.text')}
            rules={[{ required: true, message: t('review.text_missing') }]}
          >
            <Input.TextArea autoSize={{ minRows: 8, maxRows: 24 }} maxLength={20000} showCount />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={review.isPending}>
            {t('review.start')}
          </Button>
        </Form>
        <section aria-live="polite">
          <ErrorNote error={review.error} />
          {review.data ? (
            <Findings findings={review.data.findings} />
          ) : (
            <EmptyState title={t('review.nothing_yet')} hint={t('review.nothing_yet_hint')} />
          )}
        </section>
      </div>
    </>
  );
}

function Findings({ findings }: { findings: readonly TextFindingBody[] }) {
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
