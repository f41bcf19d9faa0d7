import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  getSealingOptions,
  listSealingDocumentsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { LineBody, SealingBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DetailPage } from '@/shared/DetailPage';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { ProofList } from '@/shared/proof/ProofList';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import './contracts.css';
import { SealDialog } from './SealDialog';
import { SealingActions } from './SealingActions';
import { principalOf, SEALING_TONES, usePaperColumns } from './sealingWords';

const EVERY_SECOND = 1000;
const NOW_AND_THEN = 3000;
const LINE_TONES: Record<LineBody['status'], Tone> = {
  pending: 'waiting',
  sealed: 'good',
  failed: 'bad',
};

/** One list: what is on it, the consent, how far it is, and what could not be sealed. */
export default function SealingPage() {
  const sealingId = usePathParam('sealingId');
  const path = { sealing_id: sealingId };
  const sealing = useQuery({
    ...getSealingOptions({ path }),
    refetchInterval: ({ state }) => (state.data?.status === 'sealing' ? EVERY_SECOND : false),
  });
  const isAgreed = sealing.data !== undefined && sealing.data.status !== 'open';
  const lines = useQuery({
    ...listSealingDocumentsOptions({ path }),
    refetchInterval: ({ state }) =>
      isAgreed && state.data?.some(({ status }) => status === 'pending') ? NOW_AND_THEN : false,
  });
  return (
    <QueryGate query={sealing}>
      {(one) => (
        <QueryGate query={lines}>{(all) => <Sealing sealing={one} lines={all} />}</QueryGate>
      )}
    </QueryGate>
  );
}

function Sealing({ sealing, lines }: { sealing: SealingBody; lines: readonly LineBody[] }) {
  const { t } = useTranslation('contracts');
  const maySeal = useMay('contracts:sign');
  const [isOpen, setOpen] = useState(false);
  const { documents, sealed, failed, status, agreed_at } = sealing;
  const papers = lines.map(({ paper }) => paper);
  return (
    <>
      <DetailPage
        title={t('seal.named', { count: documents })}
        tags={<StatusTag tone={SEALING_TONES[status]} label={t(`sealing_status.${status}`)} />}
        amount={<MoneyText value={principalOf(papers)} strong />}
        nextAction={
          maySeal && (
            <Space wrap>
              {status === 'open' && (
                <Button type="primary" onClick={() => setOpen(true)}>
                  {t('seal.agree')}
                </Button>
              )}
              <SealingActions sealing={sealing} />
            </Space>
          )
        }
        tabs={[
          {
            key: 'documents',
            label: t('seal.documents'),
            content: (
              <>
                {agreed_at !== null && <Progressed {...{ documents, sealed, failed }} />}
                <Lines lines={lines} />
              </>
            ),
          },
          { key: 'proofs', label: t('tab.proofs'), content: <ProofList subjectId={sealing.id} /> },
        ]}
      />
      {isOpen && (
        <SealDialog sealing={sealing} sum={principalOf(papers)} onEnd={() => setOpen(false)} />
      )}
    </>
  );
}

function Progressed({
  documents,
  sealed,
  failed,
}: Record<'documents' | 'sealed' | 'failed', number>) {
  const { t } = useTranslation('contracts');
  const ended = sealed + failed;
  return (
    <>
      <Progress
        percent={Math.floor((ended * 100) / documents)}
        status={ended < documents ? 'active' : failed > 0 ? 'exception' : 'success'}
        aria-label={t('seal.progress')}
      />
      <p className="tabular" role="status">
        {t('seal.so_far', { sealed, failed, left: documents - ended })}
      </p>
    </>
  );
}

/** What failed comes first. */
function Lines({ lines }: { lines: readonly LineBody[] }) {
  const { t } = useTranslation(['contracts', 'errors']);
  const columns = usePaperColumns<LineBody>(({ paper }) => paper);
  const isLast = ({ status }: LineBody): number => (status === 'failed' ? 0 : 1);
  return (
    <RowTable
      label={t('seal.documents')}
      rows={[...lines].sort((a, b) => isLast(a) - isLast(b) || a.place - b.place)}
      rowKey={({ place }) => String(place)}
      columns={[
        ...columns,
        {
          key: 'status',
          title: t('status'),
          cell: ({ status, reason }) => (
            <>
              <StatusTag tone={LINE_TONES[status]} label={t(`line_status.${status}`)} />
              {reason !== null && (
                <div className="muted small">{t(`errors:${reason}`, { defaultValue: reason })}</div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
