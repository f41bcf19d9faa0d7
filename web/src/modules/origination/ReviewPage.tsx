import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getApplicationOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { DossierBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { DetailPage, type DetailTab } from '@/shared/DetailPage';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { CollateralTab } from './CollateralTab';
import { CompanyTab } from './CompanyTab';
import { DecisionPanel } from './DecisionPanel';
import { DocumentList } from './DocumentList';
import { ApprovalFacts, WishFacts } from './DossierFacts';
import { FileTab } from './FileTab';
import { Precedents } from './Precedents';
import { Progress } from './Progress';
import { ScoreTab } from './ScoreTab';
import { StageTag } from './StageTag';
import { SuspicionsTab } from './SuspicionsTab';
import { isOpen, useProductName } from './words';
import './origination.css';

/** One page to judge by: the wish, the company, its score, its papers, and the decision. */
export default function ReviewPage() {
  const applicationId = usePathParam('applicationId');
  const path = { application_id: applicationId };
  const dossier = useQuery(getApplicationOptions({ path }));
  return <QueryGate query={dossier}>{(data) => <Review dossier={data} />}</QueryGate>;
}

function Review({ dossier }: { dossier: DossierBody }) {
  const productName = useProductName();
  const { application, approval } = dossier;
  return (
    <DetailPage
      title={application.enterprise.name}
      tags={<ReviewTags dossier={dossier} />}
      amount={
        <>
          <MoneyText value={approval?.amount ?? application.amount} />
          <span className="muted amount-of"> {productName(application.product)}</span>
        </>
      }
      nextAction={<Actions dossier={dossier} />}
      tabs={useTabs(dossier)}
      side={<Progress dossier={dossier} />}
    />
  );
}

function Actions({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const { portal } = useSession();
  const mayShare = useMay('colending:view') && portal === 'institution';
  return (
    <>
      {mayShare && (
        <ButtonLink to={`/institution/co-lending/${dossier.application.id}`}>
          {t('to_colending')}
        </ButtonLink>
      )}
      <DecisionPanel dossier={dossier} />
    </>
  );
}

function ReviewTags({ dossier: { application } }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const { user_id } = useSession();
  const { assignee_id, screening, deadline_at } = application;
  const isMine = assignee_id === user_id;
  return (
    <>
      <StageTag application={application} />
      {screening && screening.lane !== 'normal' && (
        <StatusTag
          tone={screening.lane === 'fast' ? 'good' : 'warning'}
          label={t(`lane.${screening.lane}`)}
        />
      )}
      {assignee_id && <StatusTag tone="neutral" label={t(isMine ? 'taken.mine' : 'taken.other')} />}
      {isOpen(application) && deadline_at && <DeadlineClock dueAt={deadline_at} />}
    </>
  );
}

function useTabs(dossier: DossierBody): DetailTab[] {
  const { t } = useTranslation(['origination', 'collateral']);
  const { application, approval, documents, may_see_file } = dossier;
  const maySeeSuspicions = useMay('fraud:view');
  const tabs: DetailTab[] = [
    {
      key: 'facts',
      label: t('tab.facts'),
      content: (
        <>
          {approval && <ApprovalFacts approval={approval} />}
          <Precedents dossier={dossier} />
          <WishFacts application={application} />
        </>
      ),
    },
    {
      key: 'documents',
      label: t('tab.documents', { count: documents.length }),
      content: <DocumentList dossier={dossier} />,
    },
  ];
  if (dossier.wanted_collateral.length > 0)
    tabs.splice(1, 0, {
      key: 'collateral',
      label: t('collateral:tab', { count: dossier.collateral.length }),
      content: <CollateralTab dossier={dossier} />,
    });
  if (!may_see_file) return tabs;
  const company = <CompanyTab applicationId={application.id} />;
  tabs.splice(1, 0, { key: 'company', label: t('tab.company'), content: company });
  tabs.splice(2, 0, {
    key: 'score',
    label: t('tab.score'),
    content: <ScoreTab application={application} />,
  });
  if (maySeeSuspicions)
    tabs.push({
      key: 'suspicions',
      label: t('tab.suspicions'),
      content: <SuspicionsTab application={application} />,
    });
  tabs.push({ key: 'file', label: t('tab.file'), content: <FileTab dossier={dossier} /> });
  return tabs;
}
