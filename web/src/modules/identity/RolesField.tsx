import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { listRolesOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { QueryGate } from '@/shared/QueryGate';

/** The roles of one's own portal, each with what it may do. */
export function RolesField() {
  const { t } = useTranslation('identity');
  const { portal } = useSession();
  const roles = useQuery(listRolesOptions());
  return (
    <QueryGate query={roles}>
      {(found) => (
        <Form.Item
          name="roles"
          label={t('member.roles')}
          rules={[{ required: true, message: t('member.roles_missing') }]}
        >
          <Checkbox.Group className="roles-field">
            {found
              .filter((role) => role.portal === portal)
              .map(({ name }) => (
                <Checkbox key={name} value={name}>
                  {t(`role.${name}`)}
                  <span className="muted small role-does">{t(`role.${name}.does`)}</span>
                </Checkbox>
              ))}
          </Checkbox.Group>
        </Form.Item>
      )}
    </QueryGate>
  );
}
