import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { DossierBody } from '@/api/generated/types.gen';
import { DocumentRow } from './DocumentRow';
import { DocumentUpload } from './DocumentUpload';
import { useWord } from './words';

const OTHER = 'other';

/** What the product asks for, each with its files, and room for whatever else helps. */
export function DocumentStep({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const { application, documents, required_documents } = dossier;
  return (
    <section className="card">
      <p className="muted">{t('documents.hint')}</p>
      <ul className="document-kinds">
        {[...required_documents, OTHER].map((kind) => {
          const attached = documents.filter((document) => document.kind === kind);
          const missing = kind !== OTHER && attached.length === 0;
          return (
            <li key={kind}>
              <div className="document-kind">
                {missing ? (
                  <ExclamationCircleOutlined className="warning-mark" />
                ) : (
                  <CheckCircleOutlined className={kind === OTHER ? 'muted' : 'good-mark'} />
                )}
                <strong>{word('document', kind)}</strong>
                <span className="muted small">
                  {t(missing ? 'documents.missing' : 'documents.count', { count: attached.length })}
                </span>
              </div>
              {attached.map((document) => (
                <DocumentRow
                  key={document.id}
                  applicationId={application.id}
                  document={document}
                  removable
                />
              ))}
              <DocumentUpload applicationId={application.id} kind={kind} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
