import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getAgreementOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AgreementFileBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { FourEyes } from '@/shared/FourEyes';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { AgreementActions } from './AgreementActions';
import './guarantees.css';
import { standingOf, STANDING_TONES } from './words';

/** One agreement: what it says, what it covers, what it holds and what it has borne. */
export default function AgreementPage() {
  const agreementId = usePathParam('agreementId');
  const file = useQuery(getAgreementOptions({ path: { agreement_id: agreementId } }));
  return <QueryGate query={file}>{(data) => <AgreementFile file={data} />}</QueryGate>;
}

function AgreementFile({ file }: { file: AgreementFileBody }) {
  const { t } = useTranslation('guarantees');
  const standing = standingOf(file.agreement);
  return (
    <>
      <PageHead
        title={file.agreement.terms.name}
        tags={<StatusTag tone={STANDING_TONES[standing]} label={t(`state.${standing}`)} />}
        actions={<AgreementActions file={file} />}
      />
      <Pending file={file} />
      <section className="card agreement">
        <AgreementFacts file={file} />
      </section>
      <section className="card agreement">
        <h2>{t('losses')}</h2>
        <Losses file={file} />
      </section>
      <section className="card agreement">
        <h2>{t('contributions')}</h2>
        <Contributions file={file} />
      </section>
    </>
  );
}

function Pending({ file: { pending } }: { file: AgreementFileBody }) {
  const { t } = useTranslation('guarantees');
  const mayApprove = useMay('guarantees:approve');
  if (pending === null) return null;
  const title = t(`pending.${pending.kind}`);
  return (
    <section className="card agreement">
      <h2>
        {title} {pending.amount && <MoneyText value={pending.amount} />}
      </h2>
      <FourEyes
        asked={pending}
        mayApprove={mayApprove}
        title={title}
        effect={pending.amount && <MoneyText value={pending.amount} strong />}
        undo={t(`undo.${pending.kind}`)}
        approvedWords={t('approved')}
        rejectedWords={t('rejected')}
      />
    </section>
  );
}

function AgreementFacts({ file }: { file: AgreementFileBody }) {
  const { t } = useTranslation('guarantees');
  const { terms, used, balance } = file.agreement;
  const until = terms.valid_until ?? t('open_end');
  return (
    <Facts
      facts={[
        { label: t('kind'), value: t(`kind.${terms.kind}`) },
        { label: t('provider'), value: terms.provider_name },
        { label: t('share'), value: formatRate(terms.loss_share) },
        { label: t('balance'), value: <MoneyText value={balance} /> },
        { label: t('cap'), value: <MoneyText value={terms.cap} /> },
        { label: t('used'), value: <MoneyText value={used} /> },
        { label: t('loan_cap'), value: <MoneyText value={terms.loan_cap ?? null} /> },
        { label: t('valid'), value: t('valid_range', { from: terms.valid_from, until }) },
        { label: t('lender'), value: file.lender_name ?? t('every_lender') },
        { label: t('region'), value: terms.region ?? t('every_region') },
        { label: t('covered_loans'), value: file.loans },
        { label: t('covered_outstanding'), value: <MoneyText value={file.outstanding} /> },
        { label: t('covered_bad'), value: <MoneyText value={file.bad} /> },
      ]}
    />
  );
}

function Losses({ file: { losses } }: { file: AgreementFileBody }) {
  const { t } = useTranslation('guarantees');
  if (losses.length === 0) return <EmptyState title={t('losses.none')} />;
  const amount = (key: 'principal' | 'borne' | 'recovered' | 'returned', title: string) => ({
    key,
    title,
    numeric: true,
    cell: (row: (typeof losses)[number]) => <MoneyText value={row[key]} form="figure" />,
  });
  return (
    <RowTable
      label={t('losses')}
      rows={losses}
      rowKey={({ id }) => id}
      to={({ loan_id }) => `/operations/loans/${loan_id}`}
      columns={[
        { key: 'borrower', title: t('borrower'), cell: ({ borrower_name }) => borrower_name },
        {
          key: 'day',
          title: t('shared_on'),
          cell: ({ shared_on }) => <DateText value={shared_on} />,
        },
        amount('principal', t('loss_yuan')),
        amount('borne', t('own_yuan')),
        amount('recovered', t('recovered_yuan')),
        amount('returned', t('back_yuan')),
      ]}
    />
  );
}

function Contributions({ file: { contributions } }: { file: AgreementFileBody }) {
  const { t } = useTranslation('guarantees');
  if (contributions.length === 0) return <EmptyState title={t('contributions.none')} />;
  return (
    <RowTable
      label={t('contributions')}
      rows={contributions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'day',
          title: t('contributed_on'),
          cell: ({ contributed_on }) => <DateText value={contributed_on} />,
        },
        {
          key: 'amount',
          title: t('amount_yuan'),
          numeric: true,
          cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
        },
        { key: 'reason', title: t('reason'), cell: ({ reason }) => reason },
      ]}
    />
  );
}
