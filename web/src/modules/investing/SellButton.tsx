import { Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placeAskMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { HoldingBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact, fromMinor, moneyFromText, toMinor } from '@/shared/money';
import { toast } from '@/shared/toast';

interface Fields {
  units: string;
  price: string;
}

/** Offers a part of a holding for sale, at a price for each yuan of principal. */
export function SellButton({ holding }: { holding: HoldingBody }) {
  const { t, i18n } = useTranslation('investing');
  const mayInvest = useMay('investing:invest');
  const [isOpen, setOpen] = useState(false);
  const id = useRef(crypto.randomUUID());
  const sell = useAction(placeAskMutation(), {
    onDone: () => {
      id.current = crypto.randomUUID();
      setOpen(false);
      toast(t('sell.done'));
    },
  });
  const free = fromMinor(toMinor(holding.units.amount) - toMinor(holding.listed.amount));
  if (!mayInvest || toMinor(free.amount) === 0n) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('sell')}</Button>
      <FormDrawer<Fields>
        title={t('sell.title', { title: holding.title })}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={({ units, price }) =>
          sell.mutate({
            body: {
              id: id.current,
              offering_id: holding.offering_id,
              units: moneyFromText(units) ?? { amount: units, currency: 'CNY' },
              price,
            },
          })
        }
        busy={sell.isPending}
        error={sell.error}
        submitLabel={t('sell')}
        initialValues={{ units: free.amount, price: '0.995' }}
      >
        <Form.Item
          name="units"
          label={t('sell.units')}
          extra={t('sell.held', {
            units: formatExact(holding.units, i18n.language),
            free: formatExact(free, i18n.language),
          })}
          rules={[
            { required: true },
            { pattern: /^\d{1,13}(\.\d{1,2})?$/, message: t('bad_amount') },
          ]}
        >
          <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="price"
          label={t('sell.price')}
          extra={t('sell.price_hint')}
          rules={[
            { required: true },
            { pattern: /^[01](\.\d{1,6})?$/, message: t('sell.bad_price') },
          ]}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
