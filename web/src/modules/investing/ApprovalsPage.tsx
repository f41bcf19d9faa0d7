import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listApprovalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { FourEyesBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { FourEyes } from '@/shared/FourEyes';
import { fromMinor } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './investing.css';

/** Money as it is kept in what waits for approval. */
interface StoredMoney {
  minor: number;
}

const COMMANDS = {
  'investing.open_offering': ['offering', 'investing:approve_offering'],
  'investing.qualify_investor': ['qualification', 'investing:approve_qualification'],
  'exits.pay_liquidation': ['liquidation', 'exits:approve_liquidation'],
} as const;

type Command = keyof typeof COMMANDS;

function isOurs(asked: FourEyesBody): asked is FourEyesBody & { command: Command } {
  return asked.command in COMMANDS;
}

/** What waits for a second person: projects to open, investors to qualify. */
export default function ApprovalsPage() {
  const { t } = useTranslation('investing');
  const waiting = useQuery(listApprovalsOptions({ query: { status: 'proposed', limit: 100 } }));
  return (
    <>
      <PageHead title={t('approvals.title')} />
      <QueryGate query={waiting}>
        {({ items }) => {
          const ours = items.filter(isOurs);
          return ours.length === 0 ? (
            <EmptyState title={t('approvals.empty')} hint={t('approvals.empty_hint')} />
          ) : (
            ours.map((asked) => <Waiting key={asked.id} asked={asked} />)
          );
        }}
      </QueryGate>
    </>
  );
}

function Waiting({ asked }: { asked: FourEyesBody & { command: Command } }) {
  const { t } = useTranslation('investing');
  const [what, permission] = COMMANDS[asked.command];
  const mayApprove = useMay(permission);
  return (
    <section className="card">
      <h2>{t(`approvals.${what}`)}</h2>
      {what === 'offering' && (
        <p>
          <Link to={`/operations/offerings/${asked.subject}`}>{t('approvals.look')}</Link>
        </p>
      )}
      {what === 'liquidation' && (
        <p>
          <Link to={`/operations/exits/${String(asked.content.offering_id)}`}>
            {t('approvals.look_exit')}
          </Link>
        </p>
      )}
      {what === 'qualification' && <Stated content={asked.content} />}
      <FourEyes
        asked={asked}
        mayApprove={mayApprove}
        title={t(`approvals.${what}`)}
        effect={<p>{t(`approvals.${what}.effect`)}</p>}
        undo={t(`approvals.${what}.undo`)}
        approvedWords={t('approvals.approved')}
        rejectedWords={t('approvals.rejected')}
      />
    </section>
  );
}

/** What the investor states to own and to earn. */
function Stated({ content }: { content: FourEyesBody['content'] }) {
  const { t } = useTranslation('investing');
  const { assets, yearly_income } = content as Record<'assets' | 'yearly_income', StoredMoney>;
  return (
    <Facts
      facts={[
        { label: t('proof.assets'), value: <MoneyText value={fromMinor(BigInt(assets.minor))} /> },
        {
          label: t('proof.income'),
          value: <MoneyText value={fromMinor(BigInt(yearly_income.minor))} />,
        },
      ]}
    />
  );
}
