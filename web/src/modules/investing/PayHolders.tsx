import { Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { distributeMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { OfferingBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact, moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';

interface Fields {
  principal: string;
  interest: string;
}

const YUAN = /^\d{1,13}(\.\d{1,2})?$/;

/** The issuer pays: principal and interest, shared among all holders to the cent. */
export function PayHolders({ offering }: { offering: OfferingBody }) {
  const { t, i18n } = useTranslation('investing');
  const [isOpen, setOpen] = useState(false);
  const id = useRef(crypto.randomUUID());
  const distribute = useAction(distributeMutation(), {
    onDone: ({ holders }) => {
      id.current = crypto.randomUUID();
      setOpen(false);
      toast(t('pay.done', { count: holders }));
    },
  });
  const money = (text: string) => moneyFromText(text) ?? { amount: text, currency: 'CNY' };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('pay')}
      </Button>
      <FormDrawer<Fields>
        title={t('pay')}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={({ principal, interest }) =>
          distribute.mutate({
            path: { offering_id: offering.id },
            body: { id: id.current, principal: money(principal), interest: money(interest) },
          })
        }
        busy={distribute.isPending}
        error={distribute.error}
        submitLabel={t('pay')}
        initialValues={{ principal: '0.00', interest: '' }}
      >
        <p className="muted">
          {t('pay.hint', { outstanding: formatExact(offering.outstanding, i18n.language) })}
        </p>
        {(['principal', 'interest'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`pay.${name}`)}
            rules={[{ required: true }, { pattern: YUAN, message: t('bad_amount') }]}
          >
            <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
          </Form.Item>
        ))}
      </FormDrawer>
    </>
  );
}
