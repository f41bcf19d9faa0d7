import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { closeWebhookEndpointMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { EndpointBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

interface CloseEndpointDialogProps {
  endpoint: EndpointBody;
  onClose: () => void;
}

export function CloseEndpointDialog({ endpoint, onClose }: CloseEndpointDialogProps) {
  const { t } = useTranslation('outreach');
  const end = useAction(closeWebhookEndpointMutation(), {
    onDone: () => {
      onClose();
      toast(t('webhooks.closed'));
    },
  });
  return (
    <Modal
      open
      title={t('webhooks.close_ask')}
      okText={t('webhooks.close')}
      cancelText={t('common:cancel')}
      okButtonProps={{ danger: true, loading: end.isPending }}
      onOk={() => end.mutate({ path: { endpoint_id: endpoint.id } })}
      onCancel={onClose}
    >
      <p className="endpoint-url">{endpoint.url}</p>
      <p>{t('webhooks.close_effect')}</p>
      <ErrorNote error={end.error} />
    </Modal>
  );
}
