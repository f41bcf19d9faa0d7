import { DatePicker, Form } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

/** The last day of each role that is not given for good. */
export function RoleEnds() {
  const { t } = useTranslation('identity');
  const roles = (Form.useWatch('roles') as string[] | undefined) ?? [];
  return (
    <>
      {roles.map((role) => (
        <Form.Item
          key={role}
          name={['ends', role]}
          label={t('members.role_end', { role: t(`role.${role}`) })}
        >
          <DatePicker className="wide" disabledDate={(day) => day.isBefore(dayjs(), 'day')} />
        </Form.Item>
      ))}
      <p className="muted small">{t('members.role_end_hint')}</p>
    </>
  );
}
