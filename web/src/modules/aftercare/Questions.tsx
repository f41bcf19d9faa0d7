import { Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  answerQuestionMutation,
  askQuestionMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { OfferingQuestionBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { FormDrawer } from '@/shared/FormDrawer';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import type { CareProps } from './AftercarePage';

/** Asked by one, answered for all. */
export function Questions({ offeringId, care }: CareProps) {
  const { t } = useTranslation('aftercare');
  const mayAsk = useMay('aftercare:take_part');
  const [isAsking, setAsking] = useState(false);
  const [answering, setAnswering] = useState<OfferingQuestionBody>();
  return (
    <>
      {mayAsk && (
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('ask')}
        </Button>
      )}
      {care.questions.length === 0 && (
        <EmptyState title={t('questions.none')} hint={t('questions.none_hint')} />
      )}
      <ul className="care-lines">
        {care.questions.map((question) => (
          <li key={question.id}>
            <strong>{question.text}</strong>{' '}
            {question.is_own && <StatusTag tone="neutral" label={t('question.own')} />}
            <div className="muted small">
              <DateText value={question.asked_at} />
            </div>
            {question.answer !== null ? (
              <p>{question.answer}</p>
            ) : (
              <p className="muted">{t('question.waiting')}</p>
            )}
            {care.is_issuer && question.answer === null && (
              <Button size="small" onClick={() => setAnswering(question)}>
                {t('answer')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isAsking && <AskDrawer offeringId={offeringId} onClose={() => setAsking(false)} />}
      {answering && <AnswerDrawer question={answering} onClose={() => setAnswering(undefined)} />}
    </>
  );
}

function AskDrawer({ offeringId, onClose }: { offeringId: string; onClose: () => void }) {
  const { t } = useTranslation('aftercare');
  const id = useRef(crypto.randomUUID());
  const done = () => {
    toast(t('asked'));
    onClose();
  };
  const ask = useAction(askQuestionMutation(), { onDone: done });
  return (
    <FormDrawer<{ text: string }>
      title={t('ask')}
      open
      onClose={onClose}
      onSubmit={({ text }) =>
        ask.mutate({ path: { offering_id: offeringId }, body: { id: id.current, text } })
      }
      busy={ask.isPending}
      error={ask.error}
    >
      <p className="muted">{t('ask_hint')}</p>
      <Form.Item name="text" label={t('question')} rules={[{ required: true, min: 2 }]}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  );
}

function AnswerDrawer({
  question,
  onClose,
}: {
  question: OfferingQuestionBody;
  onClose: () => void;
}) {
  const { t } = useTranslation('aftercare');
  const answer = useAction(answerQuestionMutation(), { onDone: onClose });
  return (
    <FormDrawer<{ text: string }>
      title={t('answer')}
      open
      onClose={onClose}
      onSubmit={(body) => answer.mutate({ path: { question_id: question.id }, body })}
      busy={answer.isPending}
      error={answer.error}
    >
      <blockquote>{question.text}</blockquote>
      <Form.Item name="text" label={t('answer_for_all')} rules={[{ required: true, min: 2 }]}>
        <Input.TextArea rows={6} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  );
}
