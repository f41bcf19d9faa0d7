import { useQuery } from '@tanstack/react-query';
import { Alert, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { getContractOptions, getEnvelopeOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { DetailPage } from '@/shared/DetailPage';
import { EmptyState } from '@/shared/EmptyState';
import { MoneyText } from '@/shared/MoneyText';
import { ProofList } from '@/shared/proof/ProofList';
import { QueryGate } from '@/shared/QueryGate';
import { useIsPhone } from '@/shared/useMedia';
import { usePathParam } from '@/shared/usePathParam';
import { ContractState } from './ContractState';
import { ContractDisputes } from './ContractDisputes';
import { ContractPapers } from './ContractPapers';
import './contracts.css';
import { DelegateButton } from './DelegateButton';
import { DocumentView } from './DocumentView';
import { KeyTerms } from './KeyTerms';
import { RefuseButton } from './RefuseButton';
import { SignatureTimeline } from './SignatureTimeline';
import { SignButton } from './SignButton';
import { TextReview } from './TextReview';
import { VoidButton } from './VoidButton';
import { waitsForUs } from './words';

export default function ContractPage() {
  const contractId = usePathParam('contractId');
  const contract = useQuery(getContractOptions({ path: { contract_id: contractId } }));
  return <QueryGate query={contract}>{(data) => <Contract contract={data} />}</QueryGate>;
}

function Contract({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  const isPhone = useIsPhone();
  const isBrought = contract.status === 'brought'; // signed elsewhere: no document, no signatures
  const document = {
    key: 'document',
    label: t('tab.document'),
    content: <Document contract={contract} />,
  };
  const terms = {
    key: 'terms',
    label: t('tab.terms'),
    content: (
      <>
        <KeyTerms contract={contract} />
        {isPhone && !isBrought && <Document contract={contract} />}
      </>
    ),
  };
  const review = {
    key: 'review',
    label: t('tab.review'),
    content:
      contract.sha256 === null ? (
        <EmptyState title={t('document.making')} hint={t('document.making_hint')} />
      ) : (
        <TextReview envelopeId={contract.id} />
      ),
  };
  const papers = {
    key: 'papers',
    label: t('tab.papers'),
    content: <ContractPapers contract={contract} />,
  };
  const disputes = {
    key: 'disputes',
    label: t('tab.disputes'),
    content: <ContractDisputes contract={contract} />,
  };
  const proofs = {
    key: 'proofs',
    label: t('tab.proofs'),
    content: <ProofList subjectId={contract.id} />,
  };
  return (
    <DetailPage
      title={t('page.named', { number: contract.number })}
      tags={<ContractState contract={contract} />}
      amount={<MoneyText value={contract.principal} strong />}
      nextAction={<NextAction contract={contract} />}
      tabs={
        isBrought
          ? [terms, papers, disputes]
          : [...(isPhone ? [] : [document]), terms, papers, review, disputes, proofs]
      }
      side={isBrought ? undefined : <SignatureTimeline contract={contract} />}
    />
  );
}

function Document({ contract: { id, number, sha256 } }: { contract: ContractBody }) {
  return <DocumentView envelopeId={id} number={number} sha256={sha256} />;
}

function NextAction({ contract }: { contract: ContractBody }) {
  const session = useSession();
  const maySign = useMay('contracts:sign');
  const mayVoid = useMay('contracts:void');
  const isOpen = ['drafting', 'held', 'signing'].includes(contract.status);
  if (mayVoid && isOpen) return <VoidButton contract={contract} />;
  if (!waitsForUs(contract, session)) return null;
  if (contract.sha256 === null) return null;
  if (!maySign) return <AttorneyAction contract={contract} sha256={contract.sha256} />;
  return (
    <Space wrap>
      <SignButton contract={contract} sha256={contract.sha256} />
      <DelegateButton envelopeId={contract.id} sha256={contract.sha256} />
      <RefuseButton envelopeId={contract.id} />
    </Space>
  );
}

/** Without the right to sign one still does where a colleague has given a power of attorney. */
function AttorneyAction({ contract, sha256 }: { contract: ContractBody; sha256: string }) {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const envelope = useQuery(getEnvelopeOptions({ path: { envelope_id: contract.id } }));
  const isAttorney = envelope.data?.signers.some(
    ({ mandate }) => mandate?.attorney_id === session.user_id,
  );
  if (isAttorney) return <SignButton contract={contract} sha256={sha256} />;
  return <Alert type="info" message={t('sign.not_you')} showIcon />;
}
