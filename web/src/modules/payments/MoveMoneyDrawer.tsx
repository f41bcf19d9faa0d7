import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  orderTopUpMutation,
  orderWithdrawalMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { CustodyAccountBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact, formatFigure, moneyFromText, toMinor, type Money } from '@/shared/money';
import { toast } from '@/shared/toast';

export type Direction = 'top_up' | 'withdraw';

interface MoveMoneyDrawerProps {
  account: CustodyAccountBody;
  /** `undefined` while closed. */
  direction: Direction | undefined;
  onClose: () => void;
}

/** The amount first, then once more what exactly will happen. */
export function MoveMoneyDrawer({ account, direction, onClose }: MoveMoneyDrawerProps) {
  const { t, i18n } = useTranslation('payments');
  const [form] = Form.useForm<{ amount: string }>();
  const [wished, setWished] = useState<Money>();
  const done = () => {
    setWished(undefined);
    onClose();
    toast(t(`${direction}.ordered`));
  };
  const topUp = useAction(orderTopUpMutation(), { onDone: done });
  const withdraw = useAction(orderWithdrawalMutation(), { onDone: done });
  const action = direction === 'withdraw' ? withdraw : topUp;
  const isOut = direction === 'withdraw';
  const own = t('own_account', { no: account.account_no });

  const check = (_: unknown, text: string | undefined): Promise<void> => {
    const amount = moneyFromText(text ?? '');
    if (amount === undefined || toMinor(amount.amount) <= 0n)
      return Promise.reject(new Error(t('amount.invalid')));
    if (isOut && toMinor(amount.amount) > toMinor(account.available.amount)) {
      const available = formatExact(account.available, i18n.language);
      return Promise.reject(new Error(t('amount.too_much', { available })));
    }
    return Promise.resolve();
  };

  return (
    <>
      <FormDrawer<{ amount: string }>
        title={t(`${direction ?? 'top_up'}.title`)}
        open={direction !== undefined}
        onClose={onClose}
        onSubmit={({ amount }) => setWished(moneyFromText(amount))}
        busy={false}
        error={null}
        submitLabel={t('next')}
        form={form}
      >
        <Form.Item
          name="amount"
          label={t('amount')}
          required
          rules={[{ validator: check }]}
          extra={
            isOut && `${t('account.available')} ${formatExact(account.available, i18n.language)}`
          }
        >
          <Input
            inputMode="decimal"
            autoComplete="off"
            autoFocus
            placeholder={t('amount.placeholder')}
          />
        </Form.Item>
        {isOut && (
          <Button onClick={() => form.setFieldsValue({ amount: formatFigure(account.available) })}>
            {t('amount.all')}
          </Button>
        )}
      </FormDrawer>
      {wished && direction && (
        <ConfirmMoneyDialog
          open
          title={t(`${direction}.title`)}
          amount={wished}
          facts={[
            { label: t('from'), value: isOut ? own : t('linked') },
            { label: t('to'), value: isOut ? t('linked') : own },
            { label: t('when'), value: t('soon') },
          ]}
          undo={t(`${direction}.undo`)}
          confirmLabel={t(`${direction}.confirm`)}
          busy={action.isPending}
          error={action.error}
          onConfirm={() => action.mutate({ body: { amount: wished } })}
          onCancel={() => {
            action.reset();
            setWished(undefined);
          }}
        />
      )}
    </>
  );
}
