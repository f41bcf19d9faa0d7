import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getEnvelopeOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { EnvelopeBody, SignerBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { DetailPage } from '@/shared/DetailPage';
import { ProofList } from '@/shared/proof/ProofList';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import './contracts.css';
import { DelegateButton } from './DelegateButton';
import { DocumentView } from './DocumentView';
import { PaperState } from './PaperState';
import { PaperTimeline } from './PaperTimeline';
import { ourTurn, paperPath, usePaperTitle } from './papers';
import { RefuseButton } from './RefuseButton';
import { SignDialog } from './SignDialog';
import { TextReview } from './TextReview';
import { WithdrawButton } from './WithdrawButton';

/** One paper that is signed electronically; a contract's own document is on the contract's page. */
export default function PaperPage() {
  const id = usePathParam('envelopeId');
  const { portal } = useSession();
  const paper = useQuery(getEnvelopeOptions({ path: { envelope_id: id } }));
  return (
    <QueryGate query={paper}>
      {(data) =>
        data.contract_id === null ? (
          <Paper paper={data} />
        ) : (
          <Navigate to={paperPath(data, portal)} replace />
        )
      }
    </QueryGate>
  );
}

function Paper({ paper }: { paper: EnvelopeBody }) {
  const { t } = useTranslation('contracts');
  const title = usePaperTitle();
  return (
    <DetailPage
      title={title(paper)}
      tags={<PaperState paper={paper} />}
      nextAction={<NextAction paper={paper} />}
      tabs={[
        {
          key: 'document',
          label: t('tab.document'),
          content: (
            <DocumentView envelopeId={paper.id} number={paper.number} sha256={paper.sha256} />
          ),
        },
        {
          key: 'review',
          label: t('tab.review'),
          content: <TextReview envelopeId={paper.id} />,
        },
        { key: 'proofs', label: t('tab.proofs'), content: <ProofList subjectId={paper.id} /> },
      ]}
      side={<PaperTimeline paper={paper} />}
    />
  );
}

function NextAction({ paper }: { paper: EnvelopeBody }) {
  const session = useSession();
  const maySign = useMay('contracts:sign');
  const signer = ourTurn(paper, session);
  const isAttorney = signer?.mandate?.attorney_id === session.user_id;
  return (
    <Space wrap>
      {signer && (maySign || isAttorney) && <SignPaper paper={paper} signer={signer} />}
      {signer && maySign && (
        <>
          <DelegateButton envelopeId={paper.id} sha256={paper.sha256} />
          <RefuseButton envelopeId={paper.id} />
        </>
      )}
      <WithdrawButton paper={paper} />
    </Space>
  );
}

function SignPaper({ paper, signer }: { paper: EnvelopeBody; signer: SignerBody }) {
  const { t } = useTranslation('contracts');
  const title = usePaperTitle();
  const [isOpen, setOpen] = useState(false);
  const others = paper.signers.filter(({ number }) => number !== signer.number);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('paper.sign')}
      </Button>
      {isOpen && (
        <SignDialog
          envelopeId={paper.id}
          sha256={paper.sha256}
          title={title(paper)}
          facts={[
            { label: t('sign.with'), value: others.map(({ name }) => name).join('、') || '—' },
          ]}
          onEnd={() => setOpen(false)}
        />
      )}
    </>
  );
}
