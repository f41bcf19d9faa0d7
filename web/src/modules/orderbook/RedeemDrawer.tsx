import { Form, Input } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { requestRedemptionMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { HoldingBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact, fromMinor, moneyFromText, toMinor } from '@/shared/money';
import { toast } from '@/shared/toast';
import { AMOUNT } from './prices';

interface RedeemDrawerProps {
  holding: HoldingBody;
  price: string;
  onClose: () => void;
}

/** Out before the term, without a buyer to name: by the queue, at the policy's price. */
export function RedeemDrawer({ holding, price, onClose }: RedeemDrawerProps) {
  const { t, i18n } = useTranslation('orderbook');
  const id = useRef(crypto.randomUUID());
  const redeem = useAction(requestRedemptionMutation(), {
    onDone: ({ ahead }) => {
      toast(t('redeem.done', { count: ahead }));
      onClose();
    },
  });
  const free = fromMinor(toMinor(holding.units.amount) - toMinor(holding.listed.amount));
  return (
    <FormDrawer<{ units: string }>
      title={t('redeem.title', { title: holding.title })}
      open
      onClose={onClose}
      onSubmit={({ units }) =>
        redeem.mutate({
          body: {
            id: id.current,
            offering_id: holding.offering_id,
            units: moneyFromText(units) ?? { amount: units, currency: 'CNY' },
          },
        })
      }
      busy={redeem.isPending}
      error={redeem.error}
      submitLabel={t('redeem')}
      initialValues={{ units: free.amount }}
    >
      <p className="muted">{t('redeem.hint', { price })}</p>
      <Form.Item
        name="units"
        label={t('redeem.units')}
        extra={t('redeem.held', {
          units: formatExact(holding.units, i18n.language),
          free: formatExact(free, i18n.language),
        })}
        rules={[{ required: true }, { pattern: AMOUNT, message: t('bid.bad_amount') }]}
      >
        <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}
