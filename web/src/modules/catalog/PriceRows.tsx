import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { EditorRows, Percent, useNeeded } from './EditorRows';
import { GRADES } from './choices';

export function PriceRows() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <EditorRows name="pricing" className="editor-price" addLabel={t('editor.add_price')}>
      {(row) => (
        <>
          <Form.Item name={[row, 'grade']} rules={needed}>
            <Select
              aria-label={t('grade')}
              placeholder={t('grade')}
              options={GRADES.map((value) => ({ value }))}
            />
          </Form.Item>
          <Form.Item name={[row, 'percent']} rules={needed}>
            <Percent label={t('yearly_rate')} />
          </Form.Item>
        </>
      )}
    </EditorRows>
  );
}
