import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { stopServingMutation } from '@/api/generated/@tanstack/react-query.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

export function StopDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ranking');
  const stop = useAction(stopServingMutation(), {
    onDone: () => {
      onClose();
      toast(t('stopped'));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('stop')}
      open
      onClose={onClose}
      onSubmit={(body) => stop.mutate({ body })}
      busy={stop.isPending}
      error={stop.error}
      submitLabel={t('stop')}
    >
      <p className="muted">{t('stop.hint')}</p>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
