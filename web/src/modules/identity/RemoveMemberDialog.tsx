import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { removeMemberMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { MemberBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

interface RemoveMemberDialogProps {
  member: MemberBody;
  onClose: () => void;
}

export function RemoveMemberDialog({ member, onClose }: RemoveMemberDialogProps) {
  const { t } = useTranslation('identity');
  const remove = useAction(removeMemberMutation(), {
    onDone: () => {
      onClose();
      toast(t('members.removed'));
    },
  });
  return (
    <Modal
      open
      title={t('members.remove_who', { name: member.display_name })}
      okText={t('members.remove')}
      cancelText={t('common:cancel')}
      okButtonProps={{ danger: true, loading: remove.isPending }}
      onOk={() => remove.mutate({ path: { user_id: member.user_id } })}
      onCancel={onClose}
    >
      <p>{t('members.remove_effect')}</p>
      <p className="muted">{t('members.remove_undo')}</p>
      <ErrorNote error={remove.error} />
    </Modal>
  );
}
