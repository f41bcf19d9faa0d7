import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { GRADES } from './choices';

export function PriceRows() {
  const { t } = useTranslation(['catalog', 'common']);
  const needed = [{ required: true, message: t('common:required') }];
  return (
    <Form.List name="pricing">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <div key={key} className="editor-price">
              <Form.Item name={[name, 'grade']} rules={needed}>
                <Select
                  aria-label={t('grade')}
                  placeholder={t('grade')}
                  options={GRADES.map((value) => ({ value }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'percent']} rules={needed}>
                <Input
                  aria-label={t('yearly_rate')}
                  placeholder={t('yearly_rate')}
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
            {t('editor.add_price')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
