import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { COLLATERALS } from './choices';

export function CollateralRows() {
  const { t } = useTranslation(['catalog', 'common']);
  const needed = [{ required: true, message: t('common:required') }];
  return (
    <Form.List name="collateral">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <div key={key} className="editor-price">
              <Form.Item name={[name, 'kind']} rules={needed}>
                <Select
                  aria-label={t('collateral')}
                  placeholder={t('collateral')}
                  options={COLLATERALS.map((value) => ({ value, label: t(`collateral.${value}`) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'percent']} rules={needed}>
                <Input
                  aria-label={t('lending_share')}
                  placeholder={t('lending_share')}
                  inputMode="decimal"
                  suffix="%"
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('editor.remove')}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add()}>
            {t('editor.add_collateral')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
