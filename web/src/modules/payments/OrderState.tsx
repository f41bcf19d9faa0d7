import { Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PaymentOrderBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { TONES } from './words';

export function OrderState({ order }: { order: PaymentOrderBody }) {
  const { t } = useTranslation('payments');
  return (
    <Space size={4} wrap>
      <StatusTag tone={TONES[order.status]} label={t(`status.${order.status}`)} />
      {order.is_contradicted && <StatusTag tone="warning" label={t('contradicted')} />}
    </Space>
  );
}
