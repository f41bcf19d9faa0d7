import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  answerHumanReviewMutation,
  listHumanReviewsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { HumanReviewBody, ReviewOutcome } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { FormDrawer } from '@/shared/FormDrawer';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

const STATES = ['open', 'answered'] as const;
const OUTCOMES = ['upheld', 'changed'] as const satisfies ReviewOutcome[];

/** What companies have asked a person, by the clock. */
export default function HumanReviewListPage() {
  const { t } = useTranslation('risk');
  const mayAnswer = useMay('risk:override');
  const [answering, setAnswering] = useState<HumanReviewBody>();
  return (
    <>
      <ListPage
        title={t('reviews.title')}
        read={({ limit, cursor, filters }) => {
          const state = STATES.find((each) => each === filters.state);
          return listHumanReviewsOptions({
            query: { limit, cursor, is_open: state && state === 'open' },
          });
        }}
        columns={useColumns(mayAnswer ? setAnswering : undefined)}
        rowKey={({ id }) => id}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('reviews.state'),
            options: STATES.map((value) => ({ value, label: t(`reviews.state.${value}`) })),
          },
        ]}
        empty={{ title: t('reviews.empty'), hint: t('reviews.empty_hint') }}
      />
      {answering && <AnswerDrawer review={answering} onClose={() => setAnswering(undefined)} />}
    </>
  );
}

function useColumns(
  onAnswer: ((review: HumanReviewBody) => void) | undefined,
): readonly Column<HumanReviewBody>[] {
  const { t } = useTranslation('risk');
  return [
    {
      key: 'enterprise',
      title: t('reviews.enterprise'),
      cell: ({ enterprise_name, enterprise_id }) => (
        <ButtonLink to={`/operations/risk/${enterprise_id}`}>{enterprise_name}</ButtonLink>
      ),
      text: ({ enterprise_name }) => enterprise_name,
    },
    {
      key: 'statement',
      title: t('person.statement'),
      cell: ({ statement }) => statement,
      text: ({ statement }) => statement,
    },
    {
      key: 'asked',
      title: t('reviews.asked'),
      width: 150,
      cell: ({ asked_at }) => <DateText value={asked_at} />,
      text: ({ asked_at }) => asked_at,
    },
    {
      key: 'state',
      title: t('reviews.state'),
      width: 190,
      cell: (row) => <State review={row} onAnswer={onAnswer} />,
      text: ({ outcome }) => t(outcome ? `person.outcome.${outcome}` : 'reviews.state.open'),
    },
  ];
}

interface StateProps {
  review: HumanReviewBody;
  onAnswer: ((review: HumanReviewBody) => void) | undefined;
}

function State({ review, onAnswer }: StateProps) {
  const { t } = useTranslation('risk');
  if (review.outcome !== null) {
    return (
      <StatusTag
        tone={review.outcome === 'changed' ? 'good' : 'neutral'}
        label={t(`person.outcome.${review.outcome}`)}
      />
    );
  }
  return (
    <>
      <DeadlineClock dueAt={review.due_at} />{' '}
      {onAnswer && (
        <Button size="small" type="primary" onClick={() => onAnswer(review)}>
          {t('reviews.answer')}
        </Button>
      )}
    </>
  );
}

function AnswerDrawer({ review, onClose }: { review: HumanReviewBody; onClose: () => void }) {
  const { t } = useTranslation('risk');
  const answer = useAction(answerHumanReviewMutation(), {
    onDone: () => {
      onClose();
      toast(t('reviews.answered'));
    },
  });
  return (
    <FormDrawer<{ outcome: ReviewOutcome; answer: string }>
      title={review.enterprise_name}
      open
      onClose={onClose}
      onSubmit={(body) => answer.mutate({ path: { review_id: review.id }, body })}
      busy={answer.isPending}
      error={answer.error}
      submitLabel={t('reviews.answer')}
    >
      <blockquote>{review.statement}</blockquote>
      <Form.Item
        name="outcome"
        label={t('reviews.outcome')}
        extra={t('reviews.outcome_hint')}
        rules={[{ required: true, message: t('reviews.outcome_missing') }]}
      >
        <Radio.Group
          options={OUTCOMES.map((value) => ({ value, label: t(`person.outcome.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="answer"
        label={t('person.answer')}
        rules={[{ required: true, whitespace: true, min: 10, message: t('person.missing') }]}
      >
        <Input.TextArea rows={6} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
