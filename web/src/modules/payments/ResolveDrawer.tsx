import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resolvePaymentOrderMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { PaymentOrderBody, ResolutionBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface ResolveDrawerProps {
  order: PaymentOrderBody;
  open: boolean;
  onClose: () => void;
}

/** Books what a person has found out at the bank: outcome and source, then once more. */
export function ResolveDrawer({ order, open, onClose }: ResolveDrawerProps) {
  const { t } = useTranslation('payments');
  const [wished, setWished] = useState<ResolutionBody>();
  const resolve = useAction(resolvePaymentOrderMutation(), {
    onDone: () => {
      setWished(undefined);
      onClose();
      toast(t('resolve.done'));
    },
  });
  const outside = t('order.outside');
  return (
    <>
      <FormDrawer<ResolutionBody>
        title={t('resolve.title')}
        open={open}
        onClose={onClose}
        onSubmit={setWished}
        busy={false}
        error={null}
        submitLabel={t('next')}
      >
        <p>{t('resolve.intro')}</p>
        <Form.Item
          name="outcome"
          label={t('resolve.outcome')}
          rules={[{ required: true, message: t('common:required') }]}
        >
          <Radio.Group
            options={[
              { value: 'settled', label: t('resolve.settled') },
              { value: 'failed', label: t('resolve.failed') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="remark"
          label={t('resolve.remark')}
          rules={[{ required: true, min: 5, max: 500, message: t('resolve.remark_short') }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </FormDrawer>
      {wished && (
        <ConfirmMoneyDialog
          open
          title={t(`resolve.${wished.outcome}`)}
          amount={order.amount}
          facts={[
            { label: t('order.payer'), value: order.payer_name ?? outside },
            { label: t('order.payee'), value: order.payee_name ?? outside },
            { label: t('resolve.remark'), value: wished.remark },
          ]}
          undo={t('resolve.undo')}
          confirmLabel={t('resolve.confirm')}
          busy={resolve.isPending}
          error={resolve.error}
          onConfirm={() => resolve.mutate({ path: { order_id: order.id }, body: wished })}
          onCancel={() => {
            resolve.reset();
            setWished(undefined);
          }}
        />
      )}
    </>
  );
}
