import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { addMemberMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { NewMemberBodyWritable } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { RolesField } from './RolesField';

const SHORTEST = 10;

interface AddMemberDrawerProps {
  open: boolean;
  onClose: () => void;
}

export function AddMemberDrawer({ open, onClose }: AddMemberDrawerProps) {
  const { t } = useTranslation('identity');
  const add = useAction(addMemberMutation(), {
    onDone: () => {
      onClose();
      toast(t('members.added'));
    },
  });
  const close = (): void => {
    add.reset();
    onClose();
  };
  return (
    <FormDrawer<NewMemberBodyWritable>
      title={t('members.add')}
      open={open}
      onClose={close}
      onSubmit={(body) => add.mutate({ body })}
      busy={add.isPending}
      error={add.error}
      submitLabel={t('members.add')}
    >
      <Form.Item
        name="display_name"
        label={t('member.name')}
        rules={[{ required: true, whitespace: true, message: t('member.name_missing') }]}
      >
        <Input autoComplete="off" maxLength={50} autoFocus />
      </Form.Item>
      <Form.Item
        name="login"
        label={t('member.login')}
        rules={[{ required: true, whitespace: true, message: t('member.login_missing') }]}
      >
        <Input autoComplete="off" inputMode="email" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('member.first_password')}
        extra={t('member.first_password_hint')}
        rules={[
          { required: true, min: SHORTEST, message: t('password.short', { count: SHORTEST }) },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <RolesField />
    </FormDrawer>
  );
}
