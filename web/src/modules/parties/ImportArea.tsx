import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startImport } from '@/api/generated/sdk.gen';
import type { Direction } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { ConsentGate } from '@/shared/consent/ConsentGate';
import { chunkedUpload, type UploadPort } from '@/shared/upload/upload';
import { UploadArea } from '@/shared/upload/UploadArea';

const KINDS = ['.xlsx', '.csv', '.parquet'] as const;
const CHOICES = ['auto', 'output', 'input'] as const;
type Choice = (typeof CHOICES)[number];

/** A company says first what its invoices may be used for; staff hand in what was agreed on paper. */
export function ImportArea() {
  const { portal } = useSession();
  if (portal !== 'enterprise') return <DropArea />;
  return (
    <ConsentGate purpose="credit_assessment">
      <DropArea />
    </ConsentGate>
  );
}

/** Drop an export of the tax system here; the count goes on at the import's own page. */
function DropArea() {
  const { t } = useTranslation('parties');
  const { portal } = useSession();
  const navigate = useNavigate();
  const [choice, setChoice] = useState<Choice>('auto');
  const port = useMemo(() => importPort(choice === 'auto' ? undefined : choice), [choice]);
  const base = portal === 'enterprise' ? '/enterprise/invoices/imports' : '/operations/imports';
  return (
    <section className="card parties-import">
      <div className="parties-head">
        <h2>{t('import.new')}</h2>
        <div className="spring" />
        <Segmented<Choice>
          aria-label={t('import.direction')}
          value={choice}
          onChange={setChoice}
          options={CHOICES.map((value) => ({ value, label: t(`import.choice.${value}`) }))}
        />
      </div>
      <UploadArea
        key={choice}
        port={port}
        accept={KINDS}
        hint={t('import.hint')}
        onDone={(importId) => void navigate({ to: `${base}/${importId}` })}
      />
      <p className="muted small">{t('import.how')}</p>
    </section>
  );
}

function importPort(direction: Direction | undefined): UploadPort {
  return {
    ...chunkedUpload('/api/v1/parties/imports'),
    begin: async ({ name, size }) => {
      const body = { file_name: name, size_bytes: size, direction };
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      const { data } = await startImport({ body, headers, throwOnError: true });
      return data;
    },
  };
}
