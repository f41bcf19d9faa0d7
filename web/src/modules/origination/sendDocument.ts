import type { DocumentBody } from '@/api/generated/types.gen';
import { sendFile, type FileWatch } from '@/shared/upload/sendFile';

export interface Sending extends FileWatch {
  applicationId: string;
  kind: string;
  file: File;
  /** Made once for a file: sending it again after a broken line makes no second document. */
  documentId: string;
}

export function sendDocument(sending: Sending): Promise<DocumentBody> {
  const { applicationId, documentId, kind, file } = sending;
  const query = new URLSearchParams({ kind, name: file.name });
  const address = `/api/v1/applications/${applicationId}/documents/${documentId}?${query}`;
  return sendFile<DocumentBody>(address, file, sending);
}
