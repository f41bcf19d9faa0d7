import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { requireNewPasswordMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { MemberBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

interface PasswordDueDialogProps {
  member: MemberBody;
  onClose: () => void;
}

export function PasswordDueDialog({ member, onClose }: PasswordDueDialogProps) {
  const { t } = useTranslation('identity');
  const ask = useAction(requireNewPasswordMutation(), {
    onDone: () => {
      onClose();
      toast(t('members.password_asked'));
    },
  });
  return (
    <Modal
      open
      title={t('members.ask_password_of', { name: member.display_name })}
      okText={t('members.ask_password')}
      cancelText={t('common:cancel')}
      okButtonProps={{ loading: ask.isPending }}
      onOk={() => ask.mutate({ path: { user_id: member.user_id } })}
      onCancel={onClose}
    >
      <p>{t('members.ask_password_effect')}</p>
      <ErrorNote error={ask.error} />
    </Modal>
  );
}
