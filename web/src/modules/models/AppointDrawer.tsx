import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { askAppointmentMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ModelVersionBody, Post } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface AppointDrawerProps {
  version: ModelVersionBody;
  onClose: () => void;
}

export function AppointDrawer({ version, onClose }: AppointDrawerProps) {
  const { t } = useTranslation('models');
  const { number, post } = version;
  const ask = useAction(askAppointmentMutation(), {
    onDone: () => {
      onClose();
      toast(t('asked'));
    },
  });
  const posts: readonly Post[] =
    number === 0 || post === 'challenger' ? ['champion'] : ['challenger', 'champion'];
  return (
    <FormDrawer<{ post: Post; reason: string }>
      title={t('appoint.title', { number })}
      open
      onClose={onClose}
      initialValues={{ post: posts[0] }}
      onSubmit={(wish) => ask.mutate({ body: { number, ...wish } })}
      busy={ask.isPending}
      error={ask.error}
    >
      <Form.Item name="post" label={t('appoint.post')} rules={[{ required: true }]}>
        <Radio.Group options={posts.map((value) => ({ value, label: t(`post.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('appoint.reason')}
        extra={t('appoint.then')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('appoint.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
