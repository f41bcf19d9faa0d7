import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  askGrantMutation,
  changeMemberRolesMutation,
  listRolesOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { MemberBody, RolesBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { GrantReason } from './GrantReason';
import { guardedOf } from './grants';
import { RoleEnds } from './RoleEnds';
import { RolesField } from './RolesField';

interface Wish {
  roles: string[];
  ends?: Record<string, Dayjs | null>;
  reason?: string;
}

interface ChangeRolesDrawerProps {
  member: MemberBody;
  onClose: () => void;
}

export function ChangeRolesDrawer({ member, onClose }: ChangeRolesDrawerProps) {
  const { t } = useTranslation('identity');
  const [form] = Form.useForm<Wish>();
  const known = useQuery(listRolesOptions()).data ?? [];
  const done = (words: string) => () => {
    onClose();
    toast(t(words));
  };
  const change = useAction(changeMemberRolesMutation(), { onDone: done('members.roles_changed') });
  const ask = useAction(askGrantMutation(), { onDone: done('grants.asked') });
  const guardedIn = (wish: Wish): string[] => guardedOf(known, member, toBody(wish));
  const save = (wish: Wish): void => {
    const body = toBody(wish);
    if (guardedIn(wish).length === 0) change.mutate({ path: { user_id: member.user_id }, body });
    else ask.mutate({ body: { ...body, user_id: member.user_id, reason: wish.reason ?? '' } });
  };
  const roles = (Form.useWatch('roles', form) as string[] | undefined) ?? member.roles;
  const ends = Form.useWatch('ends', form) ?? daysOf(member);
  return (
    <FormDrawer<Wish>
      title={t('members.change_roles_of', { name: member.display_name })}
      open
      onClose={onClose}
      onSubmit={save}
      busy={change.isPending || ask.isPending}
      error={change.error ?? ask.error}
      form={form}
      initialValues={{ roles: member.roles, ends: daysOf(member) }}
    >
      <p className="muted">{t('members.roles_hint')}</p>
      <RolesField />
      <RoleEnds />
      <GrantReason roles={guardedIn({ roles, ends })} />
    </FormDrawer>
  );
}

function daysOf({ role_ends }: MemberBody): Record<string, Dayjs | null> {
  return Object.fromEntries(Object.entries(role_ends).map(([role, day]) => [role, dayjs(day)]));
}

/** Only of roles that are chosen, and have a last day. */
function toBody({ roles, ends }: Wish): RolesBody & { ends: Record<string, string> } {
  const chosen = roles.flatMap((role) => {
    const day = ends?.[role];
    return day ? [[role, day.format('YYYY-MM-DD')] as const] : [];
  });
  return { roles, ends: Object.fromEntries(chosen) };
}
