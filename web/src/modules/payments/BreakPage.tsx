import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getBreakOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { BreakBody, BreakDetailBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { Facts, type Fact } from '@/shared/Facts';
import { FourEyes } from '@/shared/FourEyes';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { BreakActions } from './BreakActions';
import { StatementLines } from './StatementLines';
import { BREAK_TONES } from './words';

/** One break: what it is, what to do about it, its lines, and the write-off that waits. */
export default function BreakPage() {
  const breakId = usePathParam('breakId');
  const detail = useQuery(getBreakOptions({ path: { break_id: breakId } }));
  return <QueryGate query={detail}>{(data) => <Desk detail={data} />}</QueryGate>;
}

function Desk({ detail }: { detail: BreakDetailBody }) {
  const { t } = useTranslation('payments');
  const { item, lines } = detail;
  return (
    <DetailPage
      title={t(`break.reason.${item.reason}`)}
      tags={<StatusTag tone={BREAK_TONES[item.status]} label={t(`break.status.${item.status}`)} />}
      amount={<MoneyText value={item.effect} strong />}
      nextAction={item.status === 'open' && <BreakActions detail={detail} />}
      tabs={[
        {
          key: 'facts',
          label: t('break.facts'),
          content: (
            <>
              <p>{t(`break.advice.${item.reason}`)}</p>
              <Pending detail={detail} />
              <BreakFacts item={item} />
              {lines.length > 0 && <h3>{t('lines.title')}</h3>}
              {lines.length > 0 && <StatementLines lines={lines} />}
            </>
          ),
        },
      ]}
    />
  );
}

function Pending({ detail: { item, write_off: asked } }: { detail: BreakDetailBody }) {
  const { t } = useTranslation('payments');
  const mayApprove = useMay('payments:approve_write_off');
  if (!asked) return null;
  return (
    <section className="pending-change" aria-label={t('write_off.pending')}>
      <h3>{t('write_off.pending')}</h3>
      <FourEyes
        asked={asked}
        mayApprove={mayApprove}
        title={t('write_off.approve')}
        effect={
          <p>
            {t('write_off.effect')} <MoneyText value={item.effect} strong />
          </p>
        }
        undo={t('write_off.undo')}
        approvedWords={t('write_off.approved')}
        rejectedWords={t('write_off.rejected')}
      />
    </section>
  );
}

function BreakFacts({ item }: { item: BreakBody }) {
  const { t } = useTranslation('payments');
  const facts: Fact[] = [
    { label: t('break.effect'), value: <MoneyText value={item.effect} /> },
    {
      label: t('break.statement'),
      value: (
        <Link to={`/operations/statements/${item.statement_id}`}>{item.statement_number}</Link>
      ),
    },
    { label: t('break.opened'), value: <DateText value={item.opened_on} /> },
    { label: t('break.age'), value: t('break.days', { count: item.age_days }) },
    { label: t('break.assignee'), value: item.assignee_name ?? t('break.nobody') },
  ];
  if (item.order_id)
    facts.push({
      label: t('break.order'),
      value: <Link to={`/operations/payments/${item.order_id}`}>{t('line.order')}</Link>,
    });
  if (item.closed_at)
    facts.push(
      { label: t('break.closed'), value: <DateText value={item.closed_at} /> },
      { label: t('break.closed_by'), value: item.closed_by_name ?? t('break.by_itself') },
      { label: t('break.remark'), value: item.remark ?? '–' },
    );
  return <Facts facts={facts} />;
}
