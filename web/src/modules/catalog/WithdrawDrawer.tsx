import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { withdrawProductMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { useProductName } from './words';

interface WithdrawDrawerProps {
  product: ProductBody;
  open: boolean;
  onClose: () => void;
}

export function WithdrawDrawer({ product, open, onClose }: WithdrawDrawerProps) {
  const { t } = useTranslation(['catalog', 'common']);
  const nameOf = useProductName();
  const withdraw = useAction(withdrawProductMutation(), {
    onDone: () => {
      toast(t('withdrawn'));
      onClose();
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('withdraw.title', { name: nameOf(product) })}
      open={open}
      onClose={onClose}
      onSubmit={(body) => withdraw.mutate({ path: { product_id: product.id }, body })}
      busy={withdraw.isPending}
      error={withdraw.error}
      submitLabel={t('withdraw')}
    >
      <p>{t('withdraw.what')}</p>
      <Form.Item
        name="reason"
        label={t('withdraw.reason')}
        rules={[{ required: true, whitespace: true, message: t('common:required') }]}
      >
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
