import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { rollBackModelMutation } from '@/api/generated/@tanstack/react-query.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

export function ReturnDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('models');
  const back = useAction(rollBackModelMutation(), {
    onDone: ({ number }) => {
      onClose();
      toast(t('rollback.done', { number }));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('rollback.title')}
      open
      onClose={onClose}
      onSubmit={(body) => back.mutate({ body })}
      busy={back.isPending}
      error={back.error}
      submitLabel={t('rollback')}
    >
      <Form.Item
        name="reason"
        label={t('appoint.reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('appoint.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
