import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { EditorRows, Percent, useNeeded } from './EditorRows';
import { COLLATERALS } from './choices';

export function CollateralRows() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <EditorRows name="collateral" className="editor-price" addLabel={t('editor.add_collateral')}>
      {(row) => (
        <>
          <Form.Item name={[row, 'kind']} rules={needed}>
            <Select
              aria-label={t('collateral')}
              placeholder={t('collateral')}
              options={COLLATERALS.map((value) => ({ value, label: t(`collateral.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name={[row, 'percent']} rules={needed}>
            <Percent label={t('lending_share')} />
          </Form.Item>
        </>
      )}
    </EditorRows>
  );
}
