import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignCaseMutation, getCaseOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CaseFileBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Timeline } from '@/shared/Timeline';
import { usePathParam } from '@/shared/usePathParam';
import { ContactDrawer, DisposalDrawer, PromiseDrawer } from './CaseDrawers';
import { BUCKET_TONES, CASE_TONES, DISPOSAL_TONES, PROMISE_TONES } from './words';

/** The collector's desk: one borrower's case, what may be done now, and what was done. */
export default function CasePage() {
  const caseId = usePathParam('caseId');
  const file = useQuery(getCaseOptions({ path: { case_id: caseId } }));
  return <QueryGate query={file}>{(data) => <CaseFile file={data} />}</QueryGate>;
}

function CaseFile({ file }: { file: CaseFileBody }) {
  const { t } = useTranslation('collections');
  const { case: found } = file;
  return (
    <DetailPage
      title={found.borrower_name}
      tags={
        <>
          <StatusTag tone={CASE_TONES[found.state]} label={t(`case.state.${found.state}`)} />
          {found.state === 'open' && (
            <StatusTag
              tone={BUCKET_TONES[found.bucket]}
              label={t('late_days', { count: found.days_past_due })}
            />
          )}
        </>
      }
      amount={
        <>
          <span className="muted small">{t('case.overdue')}</span>{' '}
          <MoneyText value={found.overdue} strong />
        </>
      }
      nextAction={<CaseActions file={file} />}
      tabs={[
        { key: 'desk', label: t('case.tab.desk'), content: <Desk file={file} /> },
        { key: 'promises', label: t('case.tab.promises'), content: <Promises file={file} /> },
        { key: 'disposals', label: t('case.tab.disposals'), content: <Disposals file={file} /> },
      ]}
      side={<Contacts file={file} />}
    />
  );
}

type Form = 'contact' | 'promise' | 'disposal';

function CaseActions({ file }: { file: CaseFileBody }) {
  const { t } = useTranslation('collections');
  const mayCollect = useMay('collections:collect');
  const mayDispose = useMay('collections:dispose');
  const [form, setForm] = useState<Form>();
  const { case: found } = file;
  const close = () => setForm(undefined);
  if (found.state === 'closed') return null;
  return (
    <Space wrap>
      {mayCollect && !found.is_mine && <TakeButton caseId={found.id} />}
      {mayDispose && <Button onClick={() => setForm('disposal')}>{t('disposal.open')}</Button>}
      {mayCollect && found.promised_for === null && (
        <Button onClick={() => setForm('promise')}>{t('promise.make')}</Button>
      )}
      {mayCollect && (
        <Button type="primary" onClick={() => setForm('contact')}>
          {t('contact.record')}
        </Button>
      )}
      <ContactDrawer file={file} open={form === 'contact'} onClose={close} />
      <PromiseDrawer file={file} open={form === 'promise'} onClose={close} />
      <DisposalDrawer file={file} open={form === 'disposal'} onClose={close} />
    </Space>
  );
}

function TakeButton({ caseId }: { caseId: string }) {
  const { t } = useTranslation('collections');
  const take = useAction(assignCaseMutation());
  return (
    <Button
      loading={take.isPending}
      onClick={() => take.mutate({ path: { case_id: caseId }, body: {} })}
    >
      {t('case.take')}
    </Button>
  );
}

function Desk({ file: { case: found, limits } }: { file: CaseFileBody }) {
  const { t } = useTranslation('collections');
  const { portal } = useSession();
  return (
    <>
      {found.state === 'open' && (
        <Alert
          className="contact-limits"
          showIcon
          type={limits.refusal === null ? 'success' : 'warning'}
          message={t(limits.refusal === null ? 'contact.allowed' : 'contact.not_now')}
          description={t('contact.limits', {
            from: limits.from_hour,
            until: limits.until_hour,
            day: limits.a_day,
            week: limits.a_week,
            made: limits.made_this_week,
          })}
        />
      )}
      <Facts
        facts={[
          { label: t('case.overdue'), value: <MoneyText value={found.overdue} /> },
          { label: t('outstanding'), value: <MoneyText value={found.outstanding} /> },
          { label: t('case.opened_on'), value: <DateText value={found.opened_on} /> },
          { label: t('case.closed_on'), value: <DateText value={found.closed_on} /> },
          { label: t('case.promised'), value: <DateText value={found.promised_for} /> },
          { label: t('case.broken_promises'), value: found.broken_promises },
        ]}
      />
      <ButtonLink to={`/${portal}/loans/${found.loan_id}`}>{t('case.to_loan')}</ButtonLink>
    </>
  );
}

function Promises({ file: { promises } }: { file: CaseFileBody }) {
  const { t } = useTranslation('collections');
  if (promises.length === 0) return <EmptyState title={t('promise.none')} />;
  return (
    <RowTable
      label={t('case.tab.promises')}
      rows={promises}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'for',
          title: t('promise.for'),
          cell: ({ promised_for }) => <DateText value={promised_for} />,
        },
        {
          key: 'state',
          title: t('status'),
          cell: ({ state }) => (
            <StatusTag tone={PROMISE_TONES[state]} label={t(`promise.state.${state}`)} />
          ),
        },
        {
          key: 'amount',
          title: t('promise.amount_yuan'),
          numeric: true,
          cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
        },
        {
          key: 'paid',
          title: t('promise.paid_yuan'),
          numeric: true,
          cell: ({ paid, state }) => (
            <MoneyText value={state === 'open' ? null : paid} form="figure" />
          ),
        },
      ]}
    />
  );
}

function Disposals({ file: { disposals } }: { file: CaseFileBody }) {
  const { t } = useTranslation('collections');
  const seesAll = useMay('collections:view_everywhere');
  if (disposals.length === 0) return <EmptyState title={t('disposal.none')} />;
  return (
    <RowTable
      label={t('case.tab.disposals')}
      rows={disposals}
      rowKey={({ id }) => id}
      to={seesAll ? ({ id }) => `/operations/disposals/${id}` : undefined}
      columns={[
        { key: 'kind', title: t('disposal.kind'), cell: ({ kind }) => t(`disposal.kind.${kind}`) },
        {
          key: 'state',
          title: t('status'),
          cell: ({ state }) => (
            <StatusTag tone={DISPOSAL_TONES[state]} label={t(`disposal.state.${state}`)} />
          ),
        },
        {
          key: 'claim',
          title: t('disposal.claim_yuan'),
          numeric: true,
          cell: ({ claim }) => <MoneyText value={claim} form="figure" />,
        },
        {
          key: 'recovered',
          title: t('disposal.recovered_yuan'),
          numeric: true,
          cell: ({ recovered }) => <MoneyText value={recovered} form="figure" />,
        },
      ]}
    />
  );
}

function Contacts({ file: { contacts } }: { file: CaseFileBody }) {
  const { t } = useTranslation('collections');
  return (
    <>
      <h2>{t('contact.history')}</h2>
      {contacts.length === 0 ? (
        <p className="muted">{t('case.no_contact')}</p>
      ) : (
        <Timeline
          label={t('contact.history')}
          items={contacts.map(({ id, channel, result, at, note }) => ({
            key: id,
            title: `${t(`contact.channel.${channel}`)} · ${t(`contact.result.${result}`)}`,
            at,
            note,
            state: result === 'not_reached' || result === 'refused' ? 'failed' : 'done',
          }))}
        />
      )}
    </>
  );
}
