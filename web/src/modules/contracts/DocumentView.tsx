import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/EmptyState';
import { useIsPhone } from '@/shared/useMedia';
import { documentAddress } from './words';

interface DocumentViewProps {
  envelopeId: string;
  number: string;
  /** Null while it is being made. */
  sha256: string | null;
}

/** The PDF inside the page; phones show PDFs in a viewer of their own, so there it is opened. */
export function DocumentView({ envelopeId, number, sha256 }: DocumentViewProps) {
  const { t } = useTranslation('contracts');
  const isPhone = useIsPhone();
  if (sha256 === null)
    return <EmptyState title={t('document.making')} hint={t('document.making_hint')} />;
  const address = documentAddress(envelopeId);
  return (
    <>
      <Space wrap className="document-tools">
        <Button href={address} target="_blank" rel="noreferrer" icon={<FilePdfOutlined />}>
          {t('document.open')}
        </Button>
        <Button href={address} download={`${number}.pdf`} icon={<DownloadOutlined />}>
          {t('document.download')}
        </Button>
      </Space>
      {!isPhone && (
        <iframe
          className="document-frame"
          src={`${address}#view=FitH&toolbar=0`}
          title={t('document.title', { number })}
        />
      )}
      <p className="muted small">
        {t('document.fingerprint')} <span className="tabular hash">{sha256}</span>
      </p>
    </>
  );
}
