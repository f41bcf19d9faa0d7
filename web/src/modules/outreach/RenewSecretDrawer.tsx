import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { renewWebhookSecretMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { EndpointBody, OverlapBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';

const USUAL_OVERLAP_HOURS = 24;

interface RenewSecretDrawerProps {
  endpoint: EndpointBody;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

/** Another secret; for a while every message carries both signatures. */
export function RenewSecretDrawer({ endpoint, onClose, onSecret }: RenewSecretDrawerProps) {
  const { t } = useTranslation('outreach');
  const renew = useAction(renewWebhookSecretMutation(), {
    onDone: ({ secret }) => {
      onClose();
      onSecret(secret);
    },
  });
  return (
    <FormDrawer<OverlapBody>
      title={t('secret.renew')}
      open
      onClose={onClose}
      onSubmit={(body) => renew.mutate({ path: { endpoint_id: endpoint.id }, body })}
      busy={renew.isPending}
      error={renew.error}
      submitLabel={t('secret.renew')}
      initialValues={{ overlap_hours: USUAL_OVERLAP_HOURS }}
    >
      <p>{t('secret.what')}</p>
      <Form.Item
        name="overlap_hours"
        label={t('secret.overlap')}
        extra={t('secret.overlap_hint')}
        rules={[{ required: true, message: t('secret.overlap_missing') }]}
      >
        <InputNumber min={0} precision={0} className="whole-width" />
      </Form.Item>
    </FormDrawer>
  );
}
