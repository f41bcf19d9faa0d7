import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { getDisputeOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { DisputeBody, DisputeNoteBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { ProofList } from '@/shared/proof/ProofList';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Timeline, type Happening } from '@/shared/Timeline';
import { usePathParam } from '@/shared/usePathParam';
import './contracts.css';
import { DisputeActions } from './DisputeActions';
import { ProposalCard } from './ProposalCard';
import { DISPUTE_TONES } from './disputeWords';

/** One dispute: what is wanted, what is on the table, the log, and the evidence as one file. */
export default function DisputePage() {
  const disputeId = usePathParam('disputeId');
  const dispute = useQuery(getDisputeOptions({ path: { dispute_id: disputeId } }));
  return <QueryGate query={dispute}>{(data) => <Dispute dispute={data} />}</QueryGate>;
}

function Dispute({ dispute }: { dispute: DisputeBody }) {
  const { t } = useTranslation('contracts');
  const { line } = dispute;
  return (
    <DetailPage
      title={t('dispute.named', { kind: t(`dispute_kind.${line.kind}`) })}
      tags={
        <>
          <StatusTag tone={DISPUTE_TONES[line.status]} label={t(`dispute_status.${line.status}`)} />
          {line.ended_at === null && <DeadlineClock dueAt={line.due_at} />}
        </>
      }
      nextAction={<DisputeActions dispute={dispute} />}
      tabs={[
        { key: 'claim', label: t('dispute.tab.claim'), content: <Claim dispute={dispute} /> },
        {
          key: 'proofs',
          label: t('tab.proofs'),
          content: <ProofList subjectId={line.id} />,
        },
      ]}
      side={
        <>
          <h2>{t('dispute.log')}</h2>
          <Timeline items={useLog(dispute)} label={t('dispute.log')} />
        </>
      }
    />
  );
}

function Claim({ dispute }: { dispute: DisputeBody }) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const maySeeRecord = useMay('evidence:view');
  const maySeePayments = useMay('payments:view');
  const mayPack = maySeeRecord && maySeePayments;
  const { line } = dispute;
  return (
    <>
      <ProposalCard dispute={dispute} />
      <Facts
        facts={[
          { label: t('dispute.opened_by'), value: t(`dispute_side.${line.opened_by}`) },
          { label: t('side.enterprise'), value: line.enterprise_name },
          { label: t('side.institution'), value: line.institution_name },
          { label: t('dispute.mediator'), value: useMediator(dispute) },
          { label: t('dispute.opened_at'), value: <DateText value={line.opened_at} /> },
          { label: t('dispute.due'), value: <DateText value={line.due_at} /> },
        ]}
      />
      <h2>{t('dispute.claim')}</h2>
      <p className="told">{dispute.claim}</p>
      <h2>{t('dispute.wish')}</h2>
      <p className="told">{dispute.wish}</p>
      <p className="row-actions">
        <Link to={`/${portal}/contracts/${line.contract_id}`}>{t('dispute.contract')}</Link>
        {mayPack && (
          <Button href={`/api/v1/disputes/${line.id}/bundle`} icon={<DownloadOutlined />}>
            {t('dispute.bundle')}
          </Button>
        )}
      </p>
      {mayPack && <p className="muted small">{t('dispute.bundle_hint')}</p>}
    </>
  );
}

/** The parties are not told who of the platform's staff it is, only that somebody mediates. */
function useMediator({ mediator_name: name, notes }: DisputeBody): string {
  const { t } = useTranslation('contracts');
  const isTaken = notes.some(({ kind }) => kind === 'taken');
  return name ?? t(isTaken ? 'templates.owner_platform' : 'dispute.nobody');
}

/** Newest last, as a conversation reads. */
function useLog({ line, notes }: DisputeBody): Happening[] {
  const { t } = useTranslation('contracts');
  const opened: Happening = {
    key: 'opened',
    title: t('dispute_note.opened', { side: t(`dispute_side.${line.opened_by}`) }),
    at: line.opened_at,
    state: 'done',
  };
  const told = notes.map((note: DisputeNoteBody): Happening => {
    const side = t(`dispute_side.${note.side}`);
    return {
      key: String(note.number),
      title: t(`dispute_note.${note.kind}`, { side, number: note.proposal ?? note.number }),
      at: note.noted_at,
      by: note.author_name,
      note: note.text === '' ? undefined : <span className="told">{note.text}</span>,
      state: note.kind === 'escalated' || note.kind === 'refused' ? 'failed' : 'done',
    };
  });
  return [opened, ...told];
}
