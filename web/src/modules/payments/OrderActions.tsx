import { Button, Space, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { retryPaymentOrderMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { PaymentOrderBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';
import { ResolveDrawer } from './ResolveDrawer';

/** For an order that has not ended: have the bank asked, or book what was found out there. */
export function OrderActions({ order }: { order: PaymentOrderBody }) {
  const { t } = useTranslation('payments');
  const mayRetry = useMay('payments:retry');
  const mayResolve = useMay('payments:resolve');
  const [isResolving, setResolving] = useState(false);
  const retry = useAction(retryPaymentOrderMutation(), {
    onDone: () => toast(t('retry.done')),
  });
  return (
    <>
      <Space wrap>
        {mayResolve && <Button onClick={() => setResolving(true)}>{t('resolve')}</Button>}
        {mayRetry && (
          <Tooltip title={t('retry.why')}>
            <Button
              type="primary"
              loading={retry.isPending}
              onClick={() => retry.mutate({ path: { order_id: order.id } })}
            >
              {t('retry')}
            </Button>
          </Tooltip>
        )}
      </Space>
      <ErrorNote error={retry.error} />
      <ResolveDrawer order={order} open={isResolving} onClose={() => setResolving(false)} />
    </>
  );
}
