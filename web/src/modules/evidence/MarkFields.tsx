import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { KINDS } from './assets';

/** What makes a thing this one: its kind, who gave its number, and the number. */
export function MarkFields() {
  const { t } = useTranslation('evidence');
  return (
    <>
      <Form.Item name="kind" label={t('asset.kind')} rules={[{ required: true }]}>
        <Select options={KINDS.map((value) => ({ value, label: t(`asset.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="issuer"
        label={t('asset.issuer')}
        extra={t('asset.issuer_hint')}
        rules={[{ required: true, whitespace: true, max: 100 }]}
      >
        <Input />
      </Form.Item>
      <Form.Item
        name="serial"
        label={t('asset.serial')}
        extra={t('asset.serial_hint')}
        rules={[{ required: true, whitespace: true, max: 100 }]}
      >
        <Input />
      </Form.Item>
    </>
  );
}
