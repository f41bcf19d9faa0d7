import type { TFunction } from 'i18next';
import type { MemberBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { StatusTag } from '@/shared/StatusTag';
import type { Column } from '@/shared/list/types';
import { RoleTags } from './RoleTags';

/** Names and log-ins come masked. `me` marks the reader's own row. */
export function memberColumns(
  t: TFunction<'identity'>,
  me?: string,
): readonly Column<MemberBody>[] {
  return [
    {
      key: 'name',
      title: t('member.name'),
      cell: ({ display_name, user_id }) => (
        <>
          {display_name} {user_id === me && <StatusTag tone="neutral" label={t('member.me')} />}
        </>
      ),
      text: ({ display_name }) => display_name,
    },
    {
      key: 'login',
      title: t('member.login'),
      cell: ({ mobile, email }) => <span className="tabular">{mobile ?? email}</span>,
      text: ({ mobile, email }) => mobile ?? email ?? '',
    },
    {
      key: 'roles',
      title: t('member.roles'),
      cell: ({ roles }) => <RoleTags roles={roles} />,
      text: ({ roles }) => roles.map((role) => t(`role.${role}`)).join('、'),
    },
    {
      key: 'joined',
      title: t('member.joined'),
      cell: ({ joined_at }) => <DateText value={joined_at} />,
      text: ({ joined_at }) => joined_at,
    },
  ];
}
