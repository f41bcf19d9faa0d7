import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askWaiverMutation,
  getEnvelopeReviewOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { EnvelopeReviewBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { FormDrawer } from '@/shared/FormDrawer';
import { FourEyes } from '@/shared/FourEyes';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import './contracts.css';
import { FindingList } from './FindingList';

/** What the rules found before it was sent, and what two people decided about it. */
export function TextReview({ envelopeId }: { envelopeId: string }) {
  const review = useQuery(getEnvelopeReviewOptions({ path: { envelope_id: envelopeId } }));
  return (
    <QueryGate query={review}>
      {(data) => (
        <div className="standing">
          <Standing review={data} envelopeId={envelopeId} />
          <FindingList findings={data.findings} />
        </div>
      )}
    </QueryGate>
  );
}

function Standing({ review, envelopeId }: { review: EnvelopeReviewBody; envelopeId: string }) {
  const { t } = useTranslation('contracts');
  const mayApprove = useMay('contracts:approve_waiver');
  const { pending } = review;
  return (
    <>
      <p className="muted">
        {t('text_review.at')} <DateText value={review.reviewed_at} />
      </p>
      {review.waived_at && (
        <Alert
          type="info"
          showIcon
          message={t('text_review.waived', { name: review.waived_by_name ?? '' })}
          description={review.waiver_reason}
        />
      )}
      {review.is_held && <Alert type="error" showIcon message={t('text_review.held')} />}
      {review.is_held && !pending && <AskWaiver envelopeId={envelopeId} />}
      {pending && (
        <FourEyes
          asked={pending}
          mayApprove={mayApprove}
          title={t('text_review.approve_title')}
          effect={<p>{t('text_review.approve_effect')}</p>}
          undo={t('text_review.approve_undo')}
          approvedWords={t('text_review.approved')}
          rejectedWords={t('text_review.rejected')}
        />
      )}
    </>
  );
}

function AskWaiver({ envelopeId }: { envelopeId: string }) {
  const { t } = useTranslation('contracts');
  const mayAsk = useMay('contracts:ask_waiver');
  const [open, setOpen] = useState(false);
  const ask = useAction(askWaiverMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('text_review.asked'));
    },
  });
  if (!mayAsk) return <p className="muted">{t('text_review.wait')}</p>;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('text_review.ask')}</Button>
      <FormDrawer<{ reason: string }>
        title={t('text_review.ask')}
        open={open}
        onClose={() => setOpen(false)}
        onSubmit={(body) => ask.mutate({ path: { envelope_id: envelopeId }, body })}
        busy={ask.isPending}
        error={ask.error}
        submitLabel={t('text_review.ask')}
      >
        <Form.Item
          name="reason"
          label={t('text_review.reason')}
          rules={[{ required: true, min: 2, message: t('text_review.reason_missing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
