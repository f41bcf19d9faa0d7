import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { examineDocumentMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ExaminationBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { StatusTag } from '@/shared/StatusTag';
import { DropField } from '@/shared/upload/DropField';

const ACCEPTED = ['.pdf', '.jpg', '.jpeg', '.png'] as const;

/** Drop a document, see what it says about its own making. */
export default function ExaminePage() {
  const { t } = useTranslation('fraud');
  const [name, setName] = useState('');
  const examine = useAction(examineDocumentMutation());
  const take = (file: File): void => {
    setName(file.name);
    examine.mutate({ path: { examination_id: crypto.randomUUID() }, body: file });
  };
  return (
    <>
      <PageHead title={t('examine.title')} />
      <p className="muted">{t('examine.hint')}</p>
      <DropField accept={ACCEPTED} hint={t('examine.drop')} onFile={take} />
      <ErrorNote error={examine.error} />
      {examine.data && <Result name={name} examined={examine.data} />}
    </>
  );
}

function Result({ name, examined }: { name: string; examined: ExaminationBody }) {
  const { t } = useTranslation('fraud');
  const { findings, sha256 } = examined;
  return (
    <section className="card" aria-live="polite">
      <h2>{name}</h2>
      {findings.length === 0 ? (
        <EmptyState title={t('examine.nothing')} hint={t('examine.nothing_hint')} />
      ) : (
        <ul>
          {findings.map(({ code, weight, where }) => (
            <li key={`${code} ${where}`}>
              <StatusTag
                tone={weight === 'strong' ? 'bad' : 'warning'}
                label={t(`weight.${weight}`)}
              />{' '}
              {t(`finding.${code}`)} {where && <span className="muted">({where})</span>}
            </li>
          ))}
        </ul>
      )}
      <p className="muted small">SHA-256 {sha256}</p>
    </section>
  );
}
