import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { changeMemberRolesMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { MemberBody, RolesBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { RoleEnds } from './RoleEnds';
import { RolesField } from './RolesField';

interface Wish {
  roles: string[];
  ends?: Record<string, Dayjs | null>;
}

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
    <FormDrawer<Wish>
      title={t('members.change_roles_of', { name: member.display_name })}
      open
      onClose={onClose}
      onSubmit={(wish) => change.mutate({ path: { user_id: member.user_id }, body: toBody(wish) })}
      busy={change.isPending}
      error={change.error}
      initialValues={{ roles: member.roles, ends: daysOf(member) }}
    >
      <p className="muted">{t('members.roles_hint')}</p>
      <RolesField />
      <RoleEnds />
    </FormDrawer>
  );
}

function daysOf({ role_ends }: MemberBody): Wish['ends'] {
  return Object.fromEntries(Object.entries(role_ends).map(([role, day]) => [role, dayjs(day)]));
}

/** Only of roles that are chosen, and have a last day. */
function toBody({ roles, ends }: Wish): RolesBody {
  const chosen = roles.flatMap((role) => {
    const day = ends?.[role];
    return day ? [[role, day.format('YYYY-MM-DD')] as const] : [];
  });
  return { roles, ends: Object.fromEntries(chosen) };
}
