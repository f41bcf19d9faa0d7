import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { changeMemberRolesMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { MemberBody, RolesBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { RolesField } from './RolesField';

interface ChangeRolesDrawerProps {
  member: MemberBody;
  onClose: () => void;
}

export function ChangeRolesDrawer({ member, onClose }: ChangeRolesDrawerProps) {
  const { t } = useTranslation('identity');
  const change = useAction(changeMemberRolesMutation(), {
    onDone: () => {
      onClose();
      toast(t('members.roles_changed'));
    },
  });
  return (
    <FormDrawer<RolesBody>
      title={t('members.change_roles_of', { name: member.display_name })}
      open
      onClose={onClose}
      onSubmit={(body) => change.mutate({ path: { user_id: member.user_id }, body })}
      busy={change.isPending}
      error={change.error}
      initialValues={{ roles: member.roles }}
    >
      <p className="muted">{t('members.roles_hint')}</p>
      <RolesField />
    </FormDrawer>
  );
}
