import { useTranslation } from 'react-i18next';
import type { AgreedBody, ApplicationBody, ApprovalBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { Facts, type Fact } from '@/shared/Facts';
import { useFloatingFacts } from '@/shared/floatingFacts';
import { useLeaseFacts } from '@/shared/leaseFacts';
import { MoneyText } from '@/shared/MoneyText';
import { percent, useWord } from './words';

export function WishFacts({ application }: { application: ApplicationBody }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const { amount, term_months, purpose, explanation } = application;
  const facts: Fact[] = [
    { label: t('wish.asked'), value: <MoneyText value={amount} /> },
    {
      label: t('column.term'),
      value: term_months === null ? '–' : t('months', { count: term_months }),
    },
    { label: t('wish.purpose'), value: purpose === null ? '–' : word('purpose', purpose) },
    { label: t('started'), value: <DateText value={application.created_at} /> },
    { label: t('submitted'), value: <DateText value={application.submitted_at} /> },
    { label: t('decided'), value: <DateText value={application.decided_at} /> },
  ];
  return (
    <>
      <h2>{t('wish')}</h2>
      <Facts facts={facts} />
      {application.agreed && <AgreedFacts agreed={application.agreed} />}
      {explanation && <p className="prose">{explanation}</p>}
    </>
  );
}

/** An offer that the company has accepted binds the price, on either side. */
function AgreedFacts({ agreed }: { agreed: AgreedBody }) {
  const { t } = useTranslation('origination');
  return (
    <>
      <h2>{t('agreed')}</h2>
      <p className="muted">{t('agreed.hint')}</p>
      <Facts
        facts={[
          { label: t('agreed.most'), value: <MoneyText value={agreed.amount} /> },
          { label: t('terms.rate'), value: percent(agreed.yearly_rate) },
          { label: t('column.term'), value: t('months', { count: agreed.term_months }) },
          { label: t('agreed.fee'), value: `${agreed.fee_bps / 100}%` },
          { label: t('agreed.conditions'), value: agreed.conditions ?? '–' },
        ]}
      />
    </>
  );
}

export function ApprovalFacts({ approval }: { approval: ApprovalBody }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const lease = useLeaseFacts(approval.structure.lease);
  const floating = useFloatingFacts(approval.structure.floating);
  return (
    <>
      <h2>{t('terms')}</h2>
      <Facts
        facts={[
          { label: t('terms.amount'), value: <MoneyText value={approval.amount} strong /> },
          { label: t('terms.rate'), value: percent(approval.yearly_rate) },
          { label: t('column.term'), value: t('months', { count: approval.term_months }) },
          { label: t('terms.method'), value: word('method', approval.method) },
          ...floating,
          ...lease,
          { label: t('terms.fee'), value: <MoneyText value={approval.fee} /> },
          { label: t('terms.at'), value: <DateText value={approval.approved_at} /> },
        ]}
      />
      {approval.conditions && (
        <p className="prose">
          <strong>{t('terms.conditions')}</strong> {approval.conditions}
        </p>
      )}
    </>
  );
}
