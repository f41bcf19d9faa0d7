import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askQualificationMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';

interface Fields {
  assets: string;
  income: string;
  document: string;
}

const YUAN = /^\d{1,13}(\.\d{1,2})?$/;

/** State to be a qualified investor; somebody of the platform looks at the proof. */
export function QualifiedProof() {
  const { t } = useTranslation('investing');
  const [isOpen, setOpen] = useState(false);
  const ask = useAction(askQualificationMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('proof.asked'));
    },
  });
  const money = (text: string) => moneyFromText(text) ?? { amount: text, currency: 'CNY' };
  return (
    <section className="card">
      <h2>{t('proof.title')}</h2>
      <p className="muted">{t('proof.lead')}</p>
      <Button onClick={() => setOpen(true)}>{t('proof.ask')}</Button>
      <FormDrawer<Fields>
        title={t('proof.title')}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={({ assets, income, document }) =>
          ask.mutate({ body: { assets: money(assets), yearly_income: money(income), document } })
        }
        busy={ask.isPending}
        error={ask.error}
        submitLabel={t('proof.ask')}
        initialValues={{ income: '0.00' }}
      >
        {(['assets', 'income'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`proof.${name}`)}
            rules={[{ required: true }, { pattern: YUAN, message: t('bad_amount') }]}
          >
            <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item
          name="document"
          label={t('proof.document')}
          rules={[{ required: true, min: 4, max: 300 }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
      </FormDrawer>
    </section>
  );
}
