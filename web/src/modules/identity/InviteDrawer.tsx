import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { invitePersonMutation, listRolesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { InvitePersonBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { useLocale } from '@/shared/useLocale';
import { guardedOf } from './grants';
import { RolesField } from './RolesField';

const NEW = { roles: [], role_ends: {} };

interface InviteDrawerProps {
  open: boolean;
  onClose: () => void;
}

/** A code goes to the colleague's own phone or mailbox; whether there is an account is not told. */
export function InviteDrawer({ open, onClose }: InviteDrawerProps) {
  const { t } = useTranslation('identity');
  const locale = useLocale();
  const [form] = Form.useForm<InvitePersonBody>();
  const known = useQuery(listRolesOptions()).data ?? [];
  const invite = useAction(invitePersonMutation(), {
    onDone: () => {
      onClose();
      toast(t('invitations.sent'));
    },
  });
  const guardedIn = (roles: readonly string[]): string[] =>
    guardedOf(known, NEW, { roles, ends: {} });
  /** Roles that two people give are asked for once the colleague is there. */
  const send = ({ login, roles }: InvitePersonBody): void => {
    const guarded = guardedIn(roles);
    const own = roles.filter((role) => !guarded.includes(role));
    invite.mutate({ body: { login, roles: own, locale } });
  };
  const chosen = Form.useWatch('roles', form) as string[] | undefined;
  const later = guardedIn(chosen ?? []);
  const close = (): void => {
    invite.reset();
    onClose();
  };
  return (
    <FormDrawer<InvitePersonBody>
      title={t('invitations.invite')}
      open={open}
      onClose={close}
      onSubmit={send}
      busy={invite.isPending}
      error={invite.error}
      form={form}
      submitLabel={t('invitations.send')}
    >
      <Form.Item
        name="login"
        label={t('member.login')}
        extra={t('invitations.login_hint')}
        rules={[{ required: true, whitespace: true, message: t('member.login_missing') }]}
      >
        <Input autoComplete="off" inputMode="email" maxLength={200} autoFocus />
      </Form.Item>
      <RolesField />
      {later.length > 0 && (
        <Alert
          type="info"
          showIcon
          message={t('invitations.later', {
            names: later.map((role) => t(`role.${role}`)).join('、'),
          })}
        />
      )}
    </FormDrawer>
  );
}
