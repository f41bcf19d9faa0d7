import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** What has to be met before the money goes out, one on each line. */
export function PrecedentRows() {
  const { t } = useTranslation(['origination', 'common']);
  return (
    <Form.Item label={t('precedents')} extra={t('precedents.set_hint')}>
      <Form.List name="precedents">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="precedent-row">
                <Form.Item
                  name={name}
                  rules={[{ required: true, whitespace: true, message: t('common:required') }]}
                >
                  <Input maxLength={200} aria-label={t('precedents')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('documents.remove')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add()}>
              {t('precedents.add')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
