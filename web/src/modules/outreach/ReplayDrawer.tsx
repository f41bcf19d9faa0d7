import { Checkbox, DatePicker, Form } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { replayMessagesMutation } from '@/api/generated/@tanstack/react-query.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface ReplayForm {
  since: Dayjs;
  until: Dayjs;
  only_undelivered: boolean;
}

interface ReplayDrawerProps {
  endpointId: string;
  onClose: () => void;
}

/** Everything of a time once more, as after a day on which the partner's server was down. */
export function ReplayDrawer({ endpointId, onClose }: ReplayDrawerProps) {
  const { t } = useTranslation('outreach');
  const replay = useAction(replayMessagesMutation(), {
    onDone: ({ messages }) => {
      onClose();
      toast(t('replay.done', { count: messages }));
    },
  });
  const send = ({ since, until, only_undelivered }: ReplayForm): void =>
    replay.mutate({
      path: { endpoint_id: endpointId },
      body: { since: since.toISOString(), until: until.toISOString(), only_undelivered },
    });
  return (
    <FormDrawer<ReplayForm>
      title={t('deliveries.replay_time')}
      open
      onClose={onClose}
      onSubmit={send}
      busy={replay.isPending}
      error={replay.error}
      submitLabel={t('deliveries.replay')}
      initialValues={{ since: dayjs().subtract(1, 'day'), until: dayjs(), only_undelivered: true }}
    >
      <p className="muted">{t('replay.hint')}</p>
      <Form.Item name="since" label={t('replay.since')} rules={[{ required: true }]}>
        <DatePicker showTime className="whole-width" />
      </Form.Item>
      <Form.Item name="until" label={t('replay.until')} rules={[{ required: true }]}>
        <DatePicker showTime className="whole-width" />
      </Form.Item>
      <Form.Item name="only_undelivered" valuePropName="checked">
        <Checkbox>{t('replay.only_undelivered')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  );
}
