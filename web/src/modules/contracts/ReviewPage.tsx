import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { reviewTextMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { TextToReviewBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { FindingList } from './FindingList';
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
            <FindingList findings={review.data.findings} />
          ) : (
            <EmptyState title={t('review.nothing_yet')} hint={t('review.nothing_yet_hint')} />
          )}
        </section>
      </div>
    </>
  );
}
