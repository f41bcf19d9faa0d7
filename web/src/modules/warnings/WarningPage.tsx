import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getWarningOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { SignalBody, WarningFileBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { Timeline, type Happening } from '@/shared/Timeline';
import { usePathParam } from '@/shared/usePathParam';
import { LevelTag } from './LevelTag';
import { WorkDrawer } from './WorkDrawer';

/** One case: the signs that made it, its clock, its steps. */
export default function WarningPage() {
  const id = usePathParam('id');
  const file = useQuery(getWarningOptions({ path: { case_id: id } }));
  return <QueryGate query={file}>{(found) => <Desk file={found} />}</QueryGate>;
}

function Desk({ file }: { file: WarningFileBody }) {
  const { t } = useTranslation('warnings');
  const mayWork = useMay('warnings:work');
  const [isWorking, setWorking] = useState(false);
  const { warning } = file;
  const step = warning.next_step;
  return (
    <>
      <DetailPage
        title={warning.enterprise_name ?? t('case.title')}
        tags={
          <>
            <LevelTag level={warning.level} />
            {warning.due_at && warning.state === 'open' && <DeadlineClock dueAt={warning.due_at} />}
          </>
        }
        nextAction={
          mayWork &&
          warning.state === 'open' && (
            <Button type="primary" onClick={() => setWorking(true)}>
              {step ? t(`do.${step}`) : t('close')}
            </Button>
          )
        }
        tabs={[{ key: 'signs', label: t('signs'), content: <Signs file={file} /> }]}
        side={<Course file={file} />}
      />
      {isWorking && <WorkDrawer warning={warning} onClose={() => setWorking(false)} />}
    </>
  );
}

function Signs({ file }: { file: WarningFileBody }) {
  const { t } = useTranslation('warnings');
  const { warning, signals } = file;
  return (
    <>
      <Facts
        facts={[
          { label: t('owner'), value: warning.owner_name ?? t('nobody') },
          { label: t('opened'), value: <DateText value={warning.opened_at} /> },
          {
            label: t('enterprise'),
            value: (
              <ButtonLink to={`/operations/enterprises/${warning.enterprise_id}`}>
                {t('open_enterprise')}
              </ButtonLink>
            ),
          },
        ]}
      />
      <RowTable
        label={t('signs')}
        rows={signals}
        rowKey={({ id }) => id}
        columns={useSignalColumns()}
      />
    </>
  );
}

const DROPS: readonly string[] = ['score_drop', 'sales_drop', 'figures_drop'];

function useSignalColumns(): readonly Column<SignalBody>[] {
  const { t } = useTranslation('warnings');
  const sized = ({ sign, size }: SignalBody): string => {
    if (DROPS.includes(sign)) return t('size.drop', { percent: Math.round(Number(size) * 100) });
    return sign === 'overdue' ? t('size.days', { count: Number(size) }) : '—';
  };
  return [
    { key: 'sign', title: t('sign'), cell: ({ sign }) => t(`sign.${sign}`) },
    { key: 'size', title: t('size'), cell: sized },
    {
      key: 'level',
      title: t('level'),
      cell: ({ level }) => (level ? <LevelTag level={level} /> : '—'),
    },
    { key: 'at', title: t('seen'), cell: ({ seen_at }) => <DateText value={seen_at} /> },
  ];
}

function Course({ file }: { file: WarningFileBody }) {
  const { t } = useTranslation('warnings');
  const { warning, steps } = file;
  const items: Happening[] = [
    ...(warning.closed_at
      ? [
          {
            key: 'closed',
            title: t('state.closed'),
            at: warning.closed_at,
            note: warning.closing_reason ?? undefined,
            state: 'done' as const,
          },
        ]
      : []),
    ...steps.map((done) => ({
      key: done.step,
      title: t(`step.${done.step}`),
      at: done.done_at,
      by: done.done_by_name ?? undefined,
      note: done.done_at > done.due_at ? `${done.note} · ${t('was_late')}` : done.note,
      state: 'done' as const,
    })),
    { key: 'opened', title: t('opened'), at: warning.opened_at, state: 'done' as const },
  ];
  return (
    <>
      <h2>{t('course')}</h2>
      <Timeline items={items} label={t('course')} />
    </>
  );
}
