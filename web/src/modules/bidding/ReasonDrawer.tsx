import type { UseMutationOptions } from '@tanstack/react-query';
import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';

interface ReasonDrawerProps<Reason extends string, Answer, Refusal, Wish extends object> {
  title: string;
  /** What it does, and that it cannot be undone. */
  lead: string;
  reasons: readonly Reason[];
  /** Their words are `<words>.<reason>`. */
  words: string;
  mutation: UseMutationOptions<Answer, Refusal, Wish>;
  wishOf: (reason: Reason) => Omit<Wish, 'headers'>;
  onClose: () => void;
}

/** Ends something, for one of a few reasons. */
export function ReasonDrawer<Reason extends string, Answer, Refusal, Wish extends object>({
  title,
  lead,
  reasons,
  words,
  mutation,
  wishOf,
  onClose,
}: ReasonDrawerProps<Reason, Answer, Refusal, Wish>) {
  const { t } = useTranslation('bidding');
  const wordsOf = (reason: string): string => t(`${words}.${reason}`);
  const action = useAction(mutation, { onDone: onClose });
  return (
    <FormDrawer<{ reason: Reason }>
      title={title}
      open
      onClose={onClose}
      onSubmit={({ reason }) => action.mutate(wishOf(reason))}
      busy={action.isPending}
      error={action.error}
      submitLabel={title}
    >
      <p className="muted">{lead}</p>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}>
        <Radio.Group
          className="bid-reasons"
          options={reasons.map((value) => ({ value, label: wordsOf(value) }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
