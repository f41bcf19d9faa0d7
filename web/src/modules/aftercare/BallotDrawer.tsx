import { DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { callBallotMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';

interface BallotForm {
  question: string;
  options: string;
  closes_at: Dayjs;
}

interface BallotDrawerProps {
  offeringId: string;
  onClose: () => void;
}

const A_FORTNIGHT = 14;

export function BallotDrawer({ offeringId, onClose }: BallotDrawerProps) {
  const { t } = useTranslation('aftercare');
  const id = useRef(crypto.randomUUID());
  const call = useAction(callBallotMutation(), { onDone: onClose });
  return (
    <FormDrawer<BallotForm>
      title={t('ballot.call')}
      open
      onClose={onClose}
      onSubmit={({ question, options, closes_at }) =>
        call.mutate({
          path: { offering_id: offeringId },
          body: {
            id: id.current,
            question,
            options: options
              .split('\n')
              .map((each) => each.trim())
              .filter(Boolean),
            closes_at: closes_at.toISOString(),
          },
        })
      }
      busy={call.isPending}
      error={call.error}
      initialValues={{
        options: t('ballot.default_options'),
        closes_at: dayjs().add(A_FORTNIGHT, 'day'),
      }}
    >
      <Form.Item name="question" label={t('ballot.question')} rules={[{ required: true, min: 2 }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item
        name="options"
        label={t('ballot.options')}
        extra={t('ballot.options_hint')}
        rules={[{ required: true }]}
      >
        <Input.TextArea rows={4} />
      </Form.Item>
      <Form.Item name="closes_at" label={t('ballot.until')} rules={[{ required: true }]}>
        <DatePicker showTime />
      </Form.Item>
    </FormDrawer>
  );
}
