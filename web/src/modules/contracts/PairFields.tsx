import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

interface PairFieldsProps {
  name: (string | number)[];
  label: string;
}

/** A sentence in Chinese and its English companion, side by side. */
export function PairFields({ name, label }: PairFieldsProps) {
  const { t } = useTranslation('contracts');
  const needed = [{ required: true, whitespace: true, message: t('editor.needed') }];
  return (
    <div className="editor-pair">
      <Form.Item name={[...name, 'zh']} label={`${label} · ${t('version.chinese')}`} rules={needed}>
        <Input.TextArea lang="zh-CN" autoSize maxLength={2000} />
      </Form.Item>
      <Form.Item name={[...name, 'en']} label={`${label} · ${t('version.english')}`} rules={needed}>
        <Input.TextArea lang="en" autoSize maxLength={2000} />
      </Form.Item>
    </div>
  );
}
