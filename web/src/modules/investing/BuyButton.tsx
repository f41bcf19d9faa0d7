import { Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { takeAskMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { AskBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact, moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';

/** Buys from the order book; the interest that has accrued is paid on top. */
export function BuyButton({ ask }: { ask: AskBody }) {
  const { t, i18n } = useTranslation('investing');
  const mayInvest = useMay('investing:invest');
  const [isOpen, setOpen] = useState(false);
  const id = useRef(crypto.randomUUID());
  const buy = useAction(takeAskMutation(), {
    onDone: ({ amount, settles_on }) => {
      id.current = crypto.randomUUID();
      setOpen(false);
      toast(t('buy.done', { amount: formatExact(amount, i18n.language), day: settles_on }));
    },
  });
  if (!mayInvest) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('buy')}
      </Button>
      <FormDrawer<{ units: string }>
        title={t('buy.title', { title: ask.title })}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={({ units }) =>
          buy.mutate({
            path: { ask_id: ask.id },
            body: {
              id: id.current,
              units: moneyFromText(units) ?? { amount: units, currency: 'CNY' },
            },
          })
        }
        busy={buy.isPending}
        error={buy.error}
        submitLabel={t('buy')}
        initialValues={{ units: ask.left.amount }}
      >
        <p className="muted">{t('buy.hint', { price: ask.price })}</p>
        <Form.Item
          name="units"
          label={t('buy.units')}
          extra={t('buy.left', { left: formatExact(ask.left, i18n.language) })}
          rules={[
            { required: true },
            { pattern: /^\d{1,13}(\.\d{1,2})?$/, message: t('bad_amount') },
          ]}
        >
          <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
