import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getWorkbenchOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { WorkbenchBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DetailPage } from '@/shared/DetailPage';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { ChecklistTab } from './ChecklistTab';
import { CommitteeTab } from './CommitteeTab';
import { MemoTab } from './MemoTab';
import { VisitsTab } from './VisitsTab';
import './diligence.css';

/** On a tablet at the company, on a phone in its hall: visits, checklist, memo, committee. */
export default function WorkbenchPage() {
  const applicationId = usePathParam('applicationId');
  const bench = useQuery(getWorkbenchOptions({ path: { application_id: applicationId } }));
  return <QueryGate query={bench}>{(data) => <Workbench bench={data} />}</QueryGate>;
}

function Workbench({ bench }: { bench: WorkbenchBody }) {
  const { t } = useTranslation(['diligence', 'catalog']);
  const { portal } = useSession();
  const { visits, checklist, memos, ballots } = bench;
  const answered = checklist.filter(({ result }) => result !== null).length;
  return (
    <DetailPage
      title={t('page.title')}
      tags={
        <>
          <span className="muted">{t(`catalog:kind.${bench.product_kind}`)}</span>
          {!bench.is_open && <StatusTag tone="neutral" label={t('closed')} />}
        </>
      }
      amount={bench.asked && <MoneyText value={bench.asked} />}
      nextAction={
        <Link to={`/${portal}/applications/${bench.application_id}`}>{t('application')}</Link>
      }
      tabs={[
        {
          key: 'visits',
          label: t('tab.visits', { count: visits.length }),
          content: <VisitsTab bench={bench} />,
        },
        {
          key: 'checklist',
          label: t('tab.checklist', { answered, items: checklist.length }),
          content: <ChecklistTab bench={bench} />,
        },
        {
          key: 'memo',
          label: t('tab.memo', { count: memos.length }),
          content: <MemoTab key={memos[0]?.version ?? 0} bench={bench} />,
        },
        {
          key: 'committee',
          label: t('tab.committee', { count: ballots.length }),
          content: <CommitteeTab bench={bench} />,
        },
      ]}
    />
  );
}
