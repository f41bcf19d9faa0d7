import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

export function RoleTags({ roles }: { roles: readonly string[] }) {
  const { t } = useTranslation('identity');
  return (
    <span className="role-tags">
      {roles.map((role) => (
        <Tag key={role} title={t(`role.${role}.does`)}>
          {t(`role.${role}`)}
        </Tag>
      ))}
    </span>
  );
}
