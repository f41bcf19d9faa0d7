import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { askServingMutation } from '@/api/generated/@tanstack/react-query.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface ServeDrawerProps {
  number: number;
  mostShare: number;
  onClose: () => void;
}

/** For how many companies; a second person agrees. */
export function ServeDrawer({ number, mostShare, onClose }: ServeDrawerProps) {
  const { t } = useTranslation('ranking');
  const most = Math.round(mostShare * 100);
  const ask = useAction(askServingMutation(), {
    onDone: () => {
      onClose();
      toast(t('asked'));
    },
  });
  return (
    <FormDrawer<{ share: number; reason: string }>
      title={t('serve.title', { number })}
      open
      onClose={onClose}
      initialValues={{ share: Math.min(20, most) }}
      onSubmit={({ share, reason }) =>
        ask.mutate({ body: { number, share: String(share / 100), reason } })
      }
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('serve')}
    >
      <Form.Item
        name="share"
        label={t('serve.share')}
        extra={t('serve.share_hint', { most })}
        rules={[{ required: true, message: t('serve.share_missing') }]}
      >
        <InputNumber min={1} max={most} precision={0} suffix="%" />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reason')}
        extra={t('serve.then')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
