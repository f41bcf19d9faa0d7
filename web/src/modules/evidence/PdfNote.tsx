import { useQuery } from '@tanstack/react-query';
import { Alert, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { verifyPdf } from '@/api/generated/sdk.gen';
import type { PdfCheckBody, SignatureCheckBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts } from '@/shared/Facts';

const MILD = new Set<PdfCheckBody['verdict']>(['not_trusted', 'incomplete', 'unsigned']);

/** The verdict on a signed PDF, and what each signature proves. */
export function PdfNote({ file, parties }: { file: File; parties: string[] }) {
  const { t } = useTranslation('evidence');
  const party = parties.slice(0, 20);
  const check = useQuery({
    queryKey: ['verifyPdf', file.name, file.size, file.lastModified, party],
    queryFn: async () =>
      (await verifyPdf({ body: file, query: { party }, throwOnError: true })).data,
    retry: false,
  });
  if (check.isPending) return <Spin tip={t('pdf.checking')} />;
  if (check.isError) return <ErrorNote error={check.error} />;
  const { verdict, signatures, missing } = check.data;
  const mildly = MILD.has(verdict) ? 'warning' : 'error';
  return (
    <>
      <Alert
        type={verdict === 'intact' ? 'success' : mildly}
        showIcon
        message={t(`pdf.verdict.${verdict}`)}
        description={
          missing.length > 0 ? t('pdf.missing', { names: missing.join('、') }) : file.name
        }
      />
      {signatures.map((signature) => (
        <SignatureNote key={signature.field} signature={signature} />
      ))}
    </>
  );
}

function SignatureNote({ signature }: { signature: SignatureCheckBody }) {
  const { t } = useTranslation('evidence');
  const { chain, modification, stamped_at, signed_at } = signature;
  return (
    <section className="card">
      <h2>{t(`pdf.signature.${signature.verdict}`)}</h2>
      <Facts
        facts={[
          {
            label: t(signature.is_stamp ? 'pdf.stamper' : 'pdf.signer'),
            value: signature.signer ?? '—',
          },
          {
            label: t(stamped_at ? 'pdf.stamped_at' : 'pdf.signed_at'),
            value: <DateText value={stamped_at ?? signed_at ?? ''} />,
          },
          {
            label: t('pdf.later'),
            value: t(`pdf.later.${modification ?? 'OTHER'}`, { defaultValue: '—' }),
          },
          { label: t('pdf.level'), value: signature.level ?? '—' },
          {
            label: t('pdf.revocation'),
            value: t(
              signature.revocation_known ? 'pdf.revocation_known' : 'pdf.revocation_unknown',
            ),
          },
          {
            label: t('pdf.chain'),
            value: chain.length > 0 ? chain.join(' ← ') : t('pdf.no_chain'),
          },
        ]}
      />
    </section>
  );
}
