import {
  DeleteOutlined,
  FileExcelOutlined,
  FileImageOutlined,
  FilePdfOutlined,
} from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { removeDocumentMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { DocumentBody, FileType } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ErrorNote } from '@/shared/ErrorNote';
import { formatBytes } from '@/shared/upload/bytes';
import { DocumentView } from './DocumentView';

const ICONS: Record<FileType, ReactNode> = {
  'application/pdf': <FilePdfOutlined />,
  'image/png': <FileImageOutlined />,
  'image/jpeg': <FileImageOutlined />,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': <FileExcelOutlined />,
};

interface DocumentRowProps {
  applicationId: string;
  document: DocumentBody;
  removable?: boolean;
}

export function DocumentRow({ applicationId, document, removable = false }: DocumentRowProps) {
  const { t } = useTranslation('origination');
  const [open, setOpen] = useState(false);
  const remove = useAction(removeDocumentMutation());
  return (
    <>
      <ErrorNote error={remove.error} />
      <div className="document-row">
        {ICONS[document.file_type]}
        <button type="button" className="link-button" onClick={() => setOpen(true)}>
          {document.name}
        </button>
        <span className="muted small tabular">{formatBytes(document.size)}</span>
        {removable && (
          <Popconfirm
            title={t('documents.remove_sure', { name: document.name })}
            okText={t('documents.remove')}
            cancelText={t('documents.keep')}
            onConfirm={() =>
              remove.mutate({
                path: { application_id: applicationId, document_id: document.id },
              })
            }
          >
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              loading={remove.isPending}
              aria-label={t('documents.remove_one', { name: document.name })}
            />
          </Popconfirm>
        )}
      </div>
      {open && (
        <DocumentView
          applicationId={applicationId}
          document={document}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
