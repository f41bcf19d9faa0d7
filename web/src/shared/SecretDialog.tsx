import { Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

interface SecretDialogProps {
  title: string;
  /** Where to keep it, and what to do when it is lost. */
  hint: string;
  /** Absent: nothing is shown. */
  secret: string | undefined;
  onKept: () => void;
}

/** A secret that is shown this once: it leaves only by the button that says it is kept. */
export function SecretDialog({ title, hint, secret, onKept }: SecretDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open={secret !== undefined}
      title={title}
      okText={t('secret_kept')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={onKept}
      closable={false}
      maskClosable={false}
      keyboard={false}
    >
      <p>{hint}</p>
      <Typography.Paragraph className="secret" copyable={secret ? { text: secret } : false} code>
        {secret}
      </Typography.Paragraph>
    </Modal>
  );
}
