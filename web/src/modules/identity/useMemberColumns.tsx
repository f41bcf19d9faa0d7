import { Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberBody } from '@/api/generated/types.gen';
import type { Session } from '@/api/session';
import { DateText } from '@/shared/DateText';
import type { Column } from '@/shared/list/types';
import { LoginText } from './LoginText';
import { RoleTags } from './RoleTags';

/** Names and log-ins come masked; readers see their own name. */
export function useMemberColumns(me?: Session): readonly Column<MemberBody>[] {
  const { t } = useTranslation('identity');
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('member.name'),
        cell: ({ display_name, user_id }) =>
          user_id === me?.user_id ? (
            <>
              {me.display_name} <Tag>{t('member.me')}</Tag>
            </>
          ) : (
            display_name
          ),
        text: ({ display_name }) => display_name,
      },
      {
        key: 'login',
        title: t('member.login'),
        cell: (member) => <LoginText member={member} />,
        text: ({ mobile, email }) => mobile ?? email ?? '',
      },
      {
        key: 'roles',
        title: t('member.roles'),
        cell: ({ roles, role_ends }) => <RoleTags roles={roles} ends={role_ends} />,
        text: ({ roles }) => roles.map((role) => t(`role.${role}`)).join('、'),
      },
      {
        key: 'joined',
        title: t('member.joined'),
        cell: ({ joined_at }) => <DateText value={joined_at} />,
        text: ({ joined_at }) => joined_at,
      },
    ],
    [t, me],
  );
}
