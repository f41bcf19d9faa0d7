import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Progress, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listOfferingDocumentsOptions,
  listOfferingDocumentsQueryKey,
} from '@/api/generated/@tanstack/react-query.gen';
import type { OfferingBody, OfferingDocumentBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';
import { formatBytes } from '@/shared/upload/bytes';
import { DropField } from '@/shared/upload/DropField';
import { sendFile } from '@/shared/upload/sendFile';
import { DOCUMENT_KINDS } from './words';

const ACCEPT = ['.pdf', '.xlsx', '.png', '.jpg', '.jpeg'] as const;

/** What can be read of a project before money goes in, each with the print of its content. */
export function Documents({ offering }: { offering: OfferingBody }) {
  const path = { offering_id: offering.id };
  const documents = useQuery(listOfferingDocumentsOptions({ path }));
  const { organisation } = useSession();
  const mayReport = useMay('aftercare:report');
  const isOver = offering.status === 'failed' || offering.status === 'repaid';
  const mayAdd = mayReport && organisation.id === offering.issuer_id && !isOver;
  return (
    <>
      {mayAdd && <AddDocument offeringId={offering.id} />}
      <QueryGate query={documents}>
        {(found) => <DocumentList offeringId={offering.id} documents={found} />}
      </QueryGate>
    </>
  );
}

interface DocumentListProps {
  offeringId: string;
  documents: OfferingDocumentBody[];
}

function DocumentList({ offeringId, documents }: DocumentListProps) {
  const { t } = useTranslation('investing');
  if (documents.length === 0)
    return <EmptyState title={t('documents.none')} hint={t('documents.none_hint')} />;
  return (
    <ul className="offering-documents">
      {documents.map((each) => (
        <li key={each.id}>
          <div>
            <strong>{t(`document.${each.kind}`)}</strong> <span>{each.name}</span>
            <div className="muted small">
              <DateText value={each.added_at} /> · {formatBytes(each.size)} ·{' '}
              <span className="print" title={each.sha256}>
                SHA-256 {each.sha256.slice(0, 12)}
              </span>
            </div>
          </div>
          <Button
            href={`/api/v1/aftercare/offerings/${offeringId}/documents/${each.id}/content`}
            aria-label={t('documents.download_of', { name: each.name })}
          >
            {t('documents.download')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

type State = { kind: 'idle'; error?: unknown } | { kind: 'sending'; name: string; percent: number };

/** One at a time: what it is, then the file. It stays where it is put: newer ones stand beside. */
function AddDocument({ offeringId }: { offeringId: string }) {
  const { t } = useTranslation('investing');
  const client = useQueryClient();
  const [kind, setKind] = useState<OfferingDocumentBody['kind']>('prospectus');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const abort = useRef<AbortController>(undefined);

  const send = async (file: File): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    const show = (percent: number) => setState({ kind: 'sending', name: file.name, percent });
    show(0);
    const query = new URLSearchParams({ kind, name: file.name });
    const address = `/api/v1/aftercare/offerings/${offeringId}/documents/${crypto.randomUUID()}?${query}`;
    try {
      const documents = await sendFile<OfferingDocumentBody[]>(address, file, {
        signal: controller.signal,
        onProgress: show,
      });
      const key = listOfferingDocumentsQueryKey({ path: { offering_id: offeringId } });
      client.setQueryData(key, documents);
      setState({ kind: 'idle' });
    } catch (error) {
      setState(controller.signal.aborted ? { kind: 'idle' } : { kind: 'idle', error });
    }
  };

  if (state.kind === 'sending')
    return (
      <div className="drop-field sending">
        <span className="state-title">{state.name}</span>
        <Progress
          percent={state.percent}
          aria-label={t('documents.progress', { name: state.name })}
        />
        <Button onClick={() => abort.current?.abort()}>{t('documents.cancel')}</Button>
      </div>
    );
  return (
    <Form layout="vertical" className="add-document">
      <Form.Item label={t('documents.kind')} htmlFor="document-kind">
        <Select
          id="document-kind"
          value={kind}
          onChange={setKind}
          options={DOCUMENT_KINDS.map((value) => ({ value, label: t(`document.${value}`) }))}
        />
      </Form.Item>
      {state.error !== undefined && <ErrorNote error={state.error} />}
      <DropField accept={ACCEPT} hint={t('documents.hint')} onFile={(file) => void send(file)} />
    </Form>
  );
}
