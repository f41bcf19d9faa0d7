import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getOwnAccountOptions, subscribeMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { OfferingBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact, moneyFromText, toMinor, type Money } from '@/shared/money';
import { toast } from '@/shared/toast';
import { formatRate } from '@/shared/rates';

/** The amount first, then once more what exactly will happen. Or why one may not. */
export function Subscribe({ offering }: { offering: OfferingBody }) {
  const { t } = useTranslation('investing');
  const mayInvest = useMay('investing:invest');
  const [isOpen, setOpen] = useState(false);
  if (!mayInvest || !offering.is_open) return null;
  const [refusal] = offering.refusals;
  if (refusal) return <p className="refusal">{t(`refusal.${refusal}`)}</p>;
  return (
    <>
      <Button type="primary" size="large" onClick={() => setOpen(true)}>
        {t('subscribe')}
      </Button>
      <SubscribeDrawer offering={offering} open={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

interface SubscribeDrawerProps {
  offering: OfferingBody;
  open: boolean;
  onClose: () => void;
}

function SubscribeDrawer({ offering, open, onClose }: SubscribeDrawerProps) {
  const { t, i18n } = useTranslation('investing');
  const [wished, setWished] = useState<Money>();
  const id = useRef(crypto.randomUUID());
  const account = useQuery({ ...getOwnAccountOptions(), enabled: open });
  const subscribe = useAction(subscribeMutation(), {
    onDone: () => {
      id.current = crypto.randomUUID();
      setWished(undefined);
      onClose();
      toast(t('subscribe.done'));
    },
  });
  const exact = (money: Money) => formatExact(money, i18n.language);
  const check = (_: unknown, text: string | undefined): Promise<void> => {
    const amount = moneyFromText(text ?? '');
    const step = toMinor(offering.step.amount);
    if (amount === undefined || toMinor(amount.amount) <= 0n || toMinor(amount.amount) % step)
      return Promise.reject(new Error(t('subscribe.bad', { step: exact(offering.step) })));
    return Promise.resolve();
  };
  return (
    <>
      <FormDrawer<{ amount: string }>
        title={t('subscribe.title', { title: offering.title })}
        open={open}
        onClose={onClose}
        onSubmit={({ amount }) => setWished(moneyFromText(amount))}
        busy={false}
        error={null}
        submitLabel={t('subscribe.next')}
      >
        <Form.Item
          name="amount"
          label={t('subscribe.amount')}
          required
          rules={[{ validator: check }]}
          extra={
            <>
              {t('subscribe.rules', {
                ticket: exact(offering.ticket),
                step: exact(offering.step),
                left: exact(offering.left),
              })}
              {account.data && ` ${t('subscribe.available')} ${exact(account.data.available)}`}
            </>
          }
        >
          <Input inputMode="decimal" size="large" autoComplete="off" autoFocus suffix={t('yuan')} />
        </Form.Item>
      </FormDrawer>
      {wished && (
        <ConfirmMoneyDialog
          open
          title={t('subscribe.confirm_title', { title: offering.title })}
          amount={wished}
          facts={[
            { label: t('yearly_rate'), value: formatRate(offering.yearly_rate) },
            { label: t('term'), value: t('months', { count: offering.term_months }) },
            { label: t('risk'), value: t(`risk.${offering.risk_class}`) },
          ]}
          undo={t('subscribe.undo')}
          confirmLabel={t('subscribe')}
          busy={subscribe.isPending}
          error={subscribe.error}
          onConfirm={() =>
            subscribe.mutate({
              path: { offering_id: offering.id },
              body: { id: id.current, amount: wished },
            })
          }
          onCancel={() => setWished(undefined)}
        />
      )}
    </>
  );
}
