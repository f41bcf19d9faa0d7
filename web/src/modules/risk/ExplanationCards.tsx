import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  askHumanReviewMutation,
  getExplanationOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ExplanationBody, HumanReviewBody, ToldDecisionBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { formatWhen } from '@/shared/dates';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { FormDrawer } from '@/shared/FormDrawer';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { OutcomeTag } from './OutcomeTag';
import { PeersCard } from './PeersCard';
import { useDecisionWords } from './useDecisionWords';
import './risk.css';

/** How the company stands among its peers, what was decided and why, and a person's answer. */
export function ExplanationCards({ score }: { score: number | null }) {
  const { t } = useTranslation('risk');
  const { organisation } = useSession();
  const explanation = useQuery(getExplanationOptions({ path: { enterprise_id: organisation.id } }));
  return (
    <QueryGate query={explanation}>
      {(data) => (
        <>
          {score !== null && (
            <section className="card risk-part">
              <h2>{t('peers')}</h2>
              <PeersCard peers={data.peers} score={score} />
            </section>
          )}
          <section className="card risk-part">
            <h2>{t('person')}</h2>
            <Decided decision={data.decision} />
            <Person explanation={data} />
          </section>
        </>
      )}
    </QueryGate>
  );
}

function Decided({ decision }: { decision: ToldDecisionBody | null }) {
  const { t } = useTranslation('risk');
  const { reason: words } = useDecisionWords();
  if (decision === null) return null;
  return (
    <div className="decided">
      <p>
        {t('person.decided', { at: formatWhen(decision.decided_at) })}{' '}
        <OutcomeTag outcome={decision.changed ?? decision.outcome} />
      </p>
      <ul>
        {decision.reasons.map((reason) => (
          <li key={reason.code}>{words(reason)}</li>
        ))}
      </ul>
      {decision.changed && <p className="muted small">{t('person.changed')}</p>}
    </div>
  );
}

function Person({ explanation: { review, review_hours } }: { explanation: ExplanationBody }) {
  const { t } = useTranslation('risk');
  const mayAsk = useMay('risk:ask_review');
  const [isAsking, setAsking] = useState(false);
  const isOpen = review !== null && review.answered_at === null;
  return (
    <>
      <p className="muted small">{t('person.right', { hours: review_hours })}</p>
      {review && <Asked review={review} />}
      {mayAsk && !isOpen && (
        <Button onClick={() => setAsking(true)}>
          {review ? t('person.ask_again') : t('person.ask')}
        </Button>
      )}
      {isAsking && <AskDrawer onClose={() => setAsking(false)} />}
    </>
  );
}

function Asked({ review }: { review: HumanReviewBody }) {
  const { t } = useTranslation('risk');
  return (
    <div className="asked">
      <p>
        {t('person.asked', { at: formatWhen(review.asked_at) })}{' '}
        {review.outcome === null ? (
          <DeadlineClock dueAt={review.due_at} />
        ) : (
          <StatusTag
            tone={review.outcome === 'changed' ? 'good' : 'neutral'}
            label={t(`person.outcome.${review.outcome}`)}
          />
        )}
      </p>
      <blockquote>{review.statement}</blockquote>
      {review.answer && (
        <>
          <p className="muted small">{t('person.answer')}</p>
          <blockquote>{review.answer}</blockquote>
        </>
      )}
    </div>
  );
}

function AskDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('risk');
  const ask = useAction(askHumanReviewMutation(), {
    onDone: () => {
      onClose();
      toast(t('person.sent'));
    },
  });
  return (
    <FormDrawer<{ statement: string }>
      title={t('person.ask')}
      open
      onClose={onClose}
      onSubmit={(body) => ask.mutate({ body })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('person.send')}
    >
      <p className="muted">{t('person.hint')}</p>
      <Form.Item
        name="statement"
        label={t('person.statement')}
        rules={[{ required: true, whitespace: true, min: 10, message: t('person.missing') }]}
      >
        <Input.TextArea rows={6} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
