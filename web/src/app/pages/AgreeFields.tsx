import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PrivacyTextBody } from '@/api/generated/types.gen';

/** What has to be agreed to, and what may be: each with its text, nothing ticked beforehand. */
export function AgreeFields({ texts }: { texts: readonly PrivacyTextBody[] }) {
  const { t } = useTranslation('account');
  const account = texts.find(({ purpose }) => purpose === 'account');
  const marketing = texts.find(({ purpose }) => purpose === 'marketing');
  return (
    <>
      <Form.Item
        name="accept_terms"
        valuePropName="checked"
        extra={account && <Words text={account} />}
        rules={[
          {
            validator: (_, value: boolean | undefined) =>
              value ? Promise.resolve() : Promise.reject(new Error(t('terms.missing'))),
          },
        ]}
      >
        <Checkbox>{t('terms.accept')}</Checkbox>
      </Form.Item>
      {marketing && (
        <Form.Item name="wants_news" valuePropName="checked" extra={<Words text={marketing} />}>
          <Checkbox>{t('news.accept')}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}

function Words({ text }: { text: PrivacyTextBody }) {
  return (
    <details>
      <summary>{text.title}</summary>
      <p>{text.body}</p>
    </details>
  );
}
