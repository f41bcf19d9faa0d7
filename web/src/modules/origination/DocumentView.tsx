import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DocumentBody } from '@/api/generated/types.gen';

interface DocumentViewProps {
  applicationId: string;
  document: DocumentBody;
  onClose: () => void;
}

/** The document itself; the server sees to it that nothing in it runs. */
export function DocumentView({ applicationId, document, onClose }: DocumentViewProps) {
  const { t } = useTranslation('origination');
  const address = `/api/v1/applications/${applicationId}/documents/${document.id}/content`;
  const download = `${address}?download=true`;
  return (
    <Modal
      open
      width="min(960px, 96vw)"
      centered
      title={document.name}
      onCancel={onClose}
      footer={
        <>
          <Button href={download}>{t('documents.download')}</Button>
          <Button type="primary" onClick={onClose}>
            {t('documents.close')}
          </Button>
        </>
      }
    >
      <div className="document-view">
        {document.file_type.startsWith('image/') && <img src={address} alt={document.name} />}
        {document.file_type === 'application/pdf' && <iframe src={address} title={document.name} />}
        {!isShown(document) && <p className="muted">{t('documents.not_shown')}</p>}
      </div>
      <p className="muted small">
        SHA-256 <span className="tabular document-hash">{document.sha256}</span>
      </p>
    </Modal>
  );
}

function isShown({ file_type }: DocumentBody): boolean {
  return file_type.startsWith('image/') || file_type === 'application/pdf';
}
