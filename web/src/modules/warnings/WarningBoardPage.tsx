import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  getWarningFiguresOptions,
  listWarningsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { WarningLevel, WarningBody, WarningFiguresBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import { LevelTag } from './LevelTag';

const LEVELS = ['red', 'yellow', 'blue'] as const satisfies WarningLevel[];
const STATES = ['open', 'closed'] as const;

/** The board: what is open by colour with its clock, and what warnings have been worth. */
export default function WarningBoardPage() {
  const { t } = useTranslation('warnings');
  return (
    <ListPage
      title={t('board.title')}
      read={({ limit, cursor, filters }) =>
        listWarningsOptions({
          query: {
            limit,
            cursor,
            state: STATES.find((state) => state === filters.state),
            level: LEVELS.find((level) => level === filters.level),
          },
        })
      }
      columns={useWarningColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/warnings/${id}`}
      filters={[
        {
          kind: 'choice',
          name: 'level',
          label: t('level'),
          options: LEVELS.map((value) => ({ value, label: t(`level.${value}`) })),
        },
        {
          kind: 'choice',
          name: 'state',
          label: t('state'),
          options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
        },
      ]}
      empty={{ title: t('board.empty'), hint: t('board.empty_hint') }}
    >
      <Figures />
    </ListPage>
  );
}

function useWarningColumns(): readonly Column<WarningBody>[] {
  const { t } = useTranslation('warnings');
  return [
    {
      key: 'level',
      title: t('level'),
      width: 110,
      cell: ({ level }) => <LevelTag level={level} />,
      text: ({ level }) => t(`level.${level}`),
    },
    {
      key: 'enterprise',
      title: t('enterprise'),
      cell: ({ enterprise_name }) => enterprise_name ?? '—',
      text: ({ enterprise_name }) => enterprise_name ?? '',
    },
    {
      key: 'step',
      title: t('next_step'),
      cell: ({ next_step, state }) => t(next_step ? `step.${next_step}` : `done.${state}`),
      text: ({ next_step, state }) => t(next_step ? `step.${next_step}` : `done.${state}`),
    },
    {
      key: 'due',
      title: t('due'),
      width: 170,
      cell: ({ due_at, state }) =>
        due_at && state === 'open' ? <DeadlineClock dueAt={due_at} /> : '—',
      text: ({ due_at }) => due_at ?? '',
    },
    {
      key: 'owner',
      title: t('owner'),
      cell: ({ owner_name, escalated_at }) => (
        <>
          {owner_name ?? t('nobody')}{' '}
          {escalated_at && <StatusTag tone="bad" label={t('escalated')} />}
        </>
      ),
      text: ({ owner_name }) => owner_name ?? '',
      phone: false,
    },
    {
      key: 'opened',
      title: t('opened'),
      width: 170,
      cell: ({ opened_at }) => <DateText value={opened_at} />,
      text: ({ opened_at }) => opened_at,
      phone: false,
    },
  ];
}

function Figures() {
  const figures = useQuery(getWarningFiguresOptions());
  return <QueryGate query={figures}>{(found) => <FigureTiles figures={found} />}</QueryGate>;
}

function FigureTiles({ figures }: { figures: WarningFiguresBody }) {
  const { t } = useTranslation('warnings');
  const { levels, judged, right, troubled, warned, median_lead_days: lead } = figures;
  return (
    <Tiles>
      {levels.map(({ level, open, late }) => (
        <Tile
          key={level}
          label={t(`board.open.${level}`)}
          value={open}
          note={late > 0 ? t('board.late', { count: late }) : undefined}
          alarming={late > 0}
          to={`/operations/warnings?state=open&level=${level}`}
        />
      ))}
      <Tile
        label={t('board.precision')}
        value={judged > 0 ? `${Math.round((100 * right) / judged)}%` : '—'}
        note={t('board.precision_note', { right, judged })}
      />
      <Tile
        label={t('board.lead')}
        value={lead === null ? '—' : t('board.days', { count: lead })}
        note={t('board.lead_note', { warned, troubled })}
      />
    </Tiles>
  );
}
