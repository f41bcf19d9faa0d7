import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { EditorRows, Percent, useNeeded } from './EditorRows';

/** Longer terms cost more: for more than so many months, so much. */
export function TenorRows() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <EditorRows name="tenor_steps" className="editor-step" addLabel={t('editor.add_tenor')}>
      {(row) => (
        <>
          <Form.Item name={[row, 'over_months']} rules={needed}>
            <InputNumber
              aria-label={t('tenor.over')}
              placeholder={t('tenor.over')}
              min={1}
              max={360}
              precision={0}
              suffix={t('months')}
              className="editor-number"
            />
          </Form.Item>
          <Form.Item name={[row, 'percent']} rules={needed}>
            <Percent label={t('tenor.more')} />
          </Form.Item>
        </>
      )}
    </EditorRows>
  );
}

/** Verified saving of carbon earns a discount. */
export function GreenRows() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <EditorRows name="green_steps" className="editor-step" addLabel={t('editor.add_green')}>
      {(row) => (
        <>
          <Form.Item name={[row, 'saving']} rules={needed}>
            <Percent label={t('green.saving')} />
          </Form.Item>
          <Form.Item name={[row, 'percent']} rules={needed}>
            <Percent label={t('green.less')} />
          </Form.Item>
        </>
      )}
    </EditorRows>
  );
}
