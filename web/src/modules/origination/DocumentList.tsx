import { useTranslation } from 'react-i18next';
import type { DossierBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { DocumentRow } from './DocumentRow';
import { useWord } from './words';

export function DocumentList({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const { application, documents } = dossier;
  if (documents.length === 0) return <EmptyState title={t('documents.none')} />;
  const kinds = [...new Set(documents.map(({ kind }) => kind))];
  return (
    <ul className="document-kinds">
      {kinds.map((kind) => (
        <li key={kind}>
          <div className="document-kind">
            <strong>{word('document', kind)}</strong>
          </div>
          {documents
            .filter((document) => document.kind === kind)
            .map((document) => (
              <DocumentRow key={document.id} applicationId={application.id} document={document} />
            ))}
        </li>
      ))}
    </ul>
  );
}
