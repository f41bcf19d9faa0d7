import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNeeded } from './EditorRows';

/** Only for a lease: when rentals are paid, and deposit and price to keep as shares. */
export function LeaseFields() {
  const { t } = useTranslation(['catalog', 'common']);
  const kind: unknown = Form.useWatch('kind');
  const needed = useNeeded();
  if (kind !== 'equipment_lease') return null;
  return (
    <section className="card">
      <h2>{t('lease')}</h2>
      <p className="muted small">{t('lease.hint')}</p>
      <Form.Item name={['lease', 'in_advance']} label={t('common:lease.rentals')} rules={needed}>
        <Radio.Group
          optionType="button"
          options={[
            { value: true, label: t('common:lease.in_advance') },
            { value: false, label: t('common:lease.in_arrears') },
          ]}
        />
      </Form.Item>
      <div className="editor-pair">
        {(['deposit_share', 'residual_share'] as const).map((name) => (
          <Form.Item key={name} name={['lease', name]} label={t(`lease.${name}`)} rules={needed}>
            <Input inputMode="decimal" suffix="%" />
          </Form.Item>
        ))}
      </div>
    </section>
  );
}
