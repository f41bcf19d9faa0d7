import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { closeServiceAccountMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ServiceAccountBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

interface CloseProgramDialogProps {
  account: ServiceAccountBody;
  onClose: () => void;
}

export function CloseProgramDialog({ account, onClose }: CloseProgramDialogProps) {
  const { t } = useTranslation('identity');
  const end = useAction(closeServiceAccountMutation(), {
    onDone: () => {
      onClose();
      toast(t('programs.closed'));
    },
  });
  return (
    <Modal
      open
      title={t('programs.close_which', { name: account.name })}
      okText={t('programs.close')}
      cancelText={t('common:cancel')}
      okButtonProps={{ danger: true, loading: end.isPending }}
      onOk={() => end.mutate({ path: { account_id: account.id } })}
      onCancel={onClose}
    >
      <p>{t('programs.close_effect')}</p>
      <ErrorNote error={end.error} />
    </Modal>
  );
}
