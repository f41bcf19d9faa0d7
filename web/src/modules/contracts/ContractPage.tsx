import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { getContractOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { DetailPage } from '@/shared/DetailPage';
import { MoneyText } from '@/shared/MoneyText';
import { ProofList } from '@/shared/proof/ProofList';
import { QueryGate } from '@/shared/QueryGate';
import { useIsPhone } from '@/shared/useMedia';
import { usePathParam } from '@/shared/usePathParam';
import { ContractState } from './ContractState';
import './contracts.css';
import { DocumentView } from './DocumentView';
import { KeyTerms } from './KeyTerms';
import { SignatureTimeline } from './SignatureTimeline';
import { SignButton } from './SignButton';
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
  const document = {
    key: 'document',
    label: t('tab.document'),
    content: <DocumentView contract={contract} />,
  };
  const terms = {
    key: 'terms',
    label: t('tab.terms'),
    content: (
      <>
        <KeyTerms contract={contract} />
        {isPhone && <DocumentView contract={contract} />}
      </>
    ),
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
      tabs={isPhone ? [terms, proofs] : [document, terms, proofs]}
      side={<SignatureTimeline contract={contract} />}
    />
  );
}

function NextAction({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const maySign = useMay('contracts:sign');
  const mayVoid = useMay('contracts:void');
  const isOpen = contract.status === 'drafting' || contract.status === 'signing';
  if (mayVoid && isOpen) return <VoidButton contract={contract} />;
  if (!waitsForUs(contract, session)) return null;
  if (!maySign) return <Alert type="info" message={t('sign.not_you')} showIcon />;
  return contract.sha256 && <SignButton contract={contract} sha256={contract.sha256} />;
}
