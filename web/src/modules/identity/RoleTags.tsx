import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

interface RoleTagsProps {
  roles: readonly string[];
  /** The last day of those that are not given for good. */
  ends?: Readonly<Record<string, string>>;
}

export function RoleTags({ roles, ends = {} }: RoleTagsProps) {
  const { t } = useTranslation('identity');
  return (
    <span className="role-tags">
      {roles.map((role) => (
        <Tag key={role} title={t(`role.${role}.does`)}>
          {t(`role.${role}`)}
          {ends[role] !== undefined && ` · ${t('members.role_until', { day: ends[role] })}`}
        </Tag>
      ))}
    </span>
  );
}
