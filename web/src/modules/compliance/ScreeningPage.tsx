import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  listScreeningHitsOptions,
  listScreeningListsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { HitBody, HitStatus, ListVersionBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import { HIT_TONES, percentOf } from './hits';

const STATUSES = ['open', 'confirmed', 'cleared', 'lapsed'] as const satisfies HitStatus[];

/** Names that are like one on a list, newest first; above, the lists that hold. */
export default function ScreeningPage() {
  const { t } = useTranslation('compliance');
  return (
    <ListPage
      title={t('screening.title')}
      read={({ limit, cursor, filters }) =>
        listScreeningHitsOptions({
          query: {
            limit,
            cursor,
            status: STATUSES.find((status) => status === filters.status),
          },
        })
      }
      columns={useHitColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/screening/hits/${id}`}
      actions={<ButtonLink to="/operations/screening/check">{t('screening.check')}</ButtonLink>}
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: t('state'),
          options: STATUSES.map((value) => ({ value, label: t(`hit.status.${value}`) })),
        },
      ]}
      empty={{ title: t('screening.empty'), hint: t('screening.empty_hint') }}
    >
      <Lists />
    </ListPage>
  );
}

function useHitColumns(): readonly Column<HitBody>[] {
  const { t } = useTranslation('compliance');
  return [
    {
      key: 'about',
      title: t('hit.about'),
      cell: ({ about_name }) => about_name ?? t('hit.gone'),
      text: ({ about_name }) => about_name ?? '',
    },
    {
      key: 'listed',
      title: t('hit.listed'),
      cell: ({ listed_name }) => listed_name,
      text: ({ listed_name }) => listed_name,
    },
    {
      key: 'score',
      title: t('hit.score'),
      numeric: true,
      width: 100,
      cell: ({ score_permille }) => percentOf(score_permille / 1000),
      text: ({ score_permille }) => percentOf(score_permille / 1000),
    },
    {
      key: 'status',
      title: t('state'),
      width: 140,
      cell: ({ status }) => (
        <StatusTag tone={HIT_TONES[status]} label={t(`hit.status.${status}`)} />
      ),
      text: ({ status }) => t(`hit.status.${status}`),
    },
    {
      key: 'source',
      title: t('hit.source'),
      width: 180,
      cell: ({ source }) => source,
      text: ({ source }) => source,
      phone: false,
    },
    {
      key: 'opened',
      title: t('hit.opened'),
      width: 170,
      cell: ({ opened_at }) => <DateText value={opened_at} />,
      text: ({ opened_at }) => opened_at,
      phone: false,
    },
  ];
}

function Lists() {
  const { t } = useTranslation('compliance');
  const lists = useQuery(listScreeningListsOptions());
  return (
    <QueryGate query={lists}>
      {({ items, open_hits: open }) => {
        const current = items.filter(({ superseded_at }) => superseded_at === null);
        return (
          <>
            <Tiles>
              <Tile label={t('screening.open')} value={open} alarming={open > 0} />
              {current.map((list) => (
                <ListTile key={list.id} list={list} />
              ))}
            </Tiles>
            {current.length === 0 && <p className="muted">{t('screening.no_list')}</p>}
          </>
        );
      }}
    </QueryGate>
  );
}

function ListTile({ list }: { list: ListVersionBody }) {
  const { t } = useTranslation('compliance');
  return (
    <Tile
      label={list.source}
      value={list.entries}
      note={
        <>
          {t('screening.names', { count: list.names })} · <DateText value={list.loaded_at} />
        </>
      }
    />
  );
}
