import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { getLeaseOptions, setOffDepositMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { LeaseStateBody, LoanBody, UsedBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts } from '@/shared/Facts';
import { useLeaseFacts } from '@/shared/leaseFacts';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';

/** What is left of the deposit, what it has paid, and whose the thing is. */
export function LeaseTab({ loan }: { loan: LoanBody }) {
  const lease = useQuery(getLeaseOptions({ path: { loan_id: loan.id } }));
  return <QueryGate query={lease}>{(data) => <LeaseState lease={data} loan={loan} />}</QueryGate>;
}

function LeaseState({ lease, loan }: { lease: LeaseStateBody; loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const agreed = useLeaseFacts(lease);
  const owner =
    lease.ended_on === null
      ? t('lease.owner_lessor', { name: loan.lender_name })
      : t('lease.owner_lessee', { name: loan.borrower_name, day: lease.ended_on });
  return (
    <>
      <Facts
        facts={[
          ...agreed,
          { label: t('lease.held'), value: <MoneyText value={lease.held} strong /> },
          { label: t('lease.owner'), value: owner },
        ]}
      />
      <h3>{t('lease.used')}</h3>
      {lease.used.length === 0 ? (
        <p className="muted">{t('lease.unused')}</p>
      ) : (
        <Used used={lease.used} />
      )}
      <SetOff lease={lease} loan={loan} />
    </>
  );
}

function Used({ used }: { used: UsedBody[] }) {
  const { t } = useTranslation('servicing');
  return (
    <RowTable
      label={t('lease.used')}
      rows={used.map((each, place) => ({ ...each, place }))}
      rowKey={({ place }) => String(place)}
      columns={[
        { key: 'day', title: t('lease.day'), cell: ({ day }) => <DateText value={day} /> },
        { key: 'what', title: t('lease.what'), cell: ({ kind }) => t(`lease.kind.${kind}`) },
        {
          key: 'amount',
          title: t('lease.amount_yuan'),
          numeric: true,
          cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
        },
      ]}
    />
  );
}

/** For the lessor, while there is something left and rent is late enough. */
function SetOff({ lease, loan }: { lease: LeaseStateBody; loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const maySetOff = useMay('leasing:set_off');
  const ask = useAction(setOffDepositMutation(), { onDone: () => toast(t('lease.asked')) });
  const isLateEnough = loan.days_past_due > lease.deposit_days;
  if (!maySetOff || !isLateEnough || Number(lease.held.amount) === 0) return null;
  return (
    <>
      <p className="muted">{t('lease.set_off_what', { days: lease.deposit_days })}</p>
      <ErrorNote error={ask.error} />
      <Button
        danger
        loading={ask.isPending}
        onClick={() => ask.mutate({ path: { loan_id: lease.id } })}
      >
        {t('lease.set_off')}
      </Button>
    </>
  );
}
