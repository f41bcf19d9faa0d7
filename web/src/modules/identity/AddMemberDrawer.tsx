import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  addMemberMutation,
  askGrantMutation,
  listRolesOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { NewMemberBodyWritable } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { GrantReason } from './GrantReason';
import { guardedOf } from './grants';
import { RolesField } from './RolesField';

const SHORTEST = 10;

const NEW = { roles: [], role_ends: {} };

type Wish = NewMemberBodyWritable & { reason?: string };

interface AddMemberDrawerProps {
  open: boolean;
  onClose: () => void;
}

export function AddMemberDrawer({ open, onClose }: AddMemberDrawerProps) {
  const { t } = useTranslation('identity');
  const [form] = Form.useForm<Wish>();
  const known = useQuery(listRolesOptions()).data ?? [];
  const done = (words: string): void => {
    onClose();
    toast(t(words));
  };
  const ask = useAction(askGrantMutation(), { onDone: () => done('grants.added') });
  const add = useAction(addMemberMutation(), {
    onDone: ({ user_id }) => {
      const { roles, reason = '' } = form.getFieldsValue();
      if (guardedIn(roles).length === 0) done('members.added');
      else ask.mutate({ body: { user_id, roles, reason } });
    },
  });
  const guardedIn = (roles: readonly string[]): string[] =>
    guardedOf(known, NEW, { roles, ends: {} });
  /** Roles that two people give are asked for once the colleague is there. */
  const save = ({ reason: _, ...body }: Wish): void => {
    const roles = guardedIn(body.roles).length === 0 ? body.roles : [];
    add.mutate({ body: { ...body, roles } });
  };
  const chosen = (Form.useWatch('roles', form) as string[] | undefined) ?? [];
  const close = (): void => {
    add.reset();
    onClose();
  };
  return (
    <FormDrawer<Wish>
      title={t('members.add')}
      open={open}
      onClose={close}
      onSubmit={save}
      busy={add.isPending || ask.isPending}
      error={add.error ?? ask.error}
      form={form}
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
      <GrantReason roles={guardedIn(chosen)} />
    </FormDrawer>
  );
}
