import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  listExposuresOptions,
  sumExposuresOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { Dimension, ExposureBody } from '@/api/generated/types.gen';
import { useIndustries, useRegions } from '@/shared/codes';
import { ListPage } from '@/shared/list/ListPage';
import type { Column, Filter } from '@/shared/list/types';
import { useFilters } from '@/shared/list/useFilters';
import { formatFigure, formatShort } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { GRADES, usePartWords } from './words';

const COLLATERALS = [
  'unknown',
  'order',
  'receivable',
  'intellectual_property',
  'equipment',
  'livestock',
  'park_guarantee',
  'equity',
] as const;
type Filters = Readonly<Record<string, string | undefined>>;

const wishOf = (filters: Filters) => ({
  pd_band: filters.pd_band === undefined ? undefined : Number(filters.pd_band),
  loss_band: filters.loss_band === undefined ? undefined : Number(filters.loss_band),
  industry: filters.industry,
  region: filters.region,
  grade: filters.grade,
  collateral: filters.collateral,
  borrower: filters.borrower,
  group: filters.group,
});

/** The rows behind each figure of the portfolio, under the same filter. */
export default function ExposureListPage() {
  const { t } = useTranslation('portfolio');
  return (
    <ListPage
      title={t('rows')}
      read={({ limit, cursor, filters }) =>
        listExposuresOptions({ query: { limit, cursor, ...wishOf(filters) } })
      }
      columns={useExposureColumns()}
      rowKey={({ id }) => id}
      to={({ id, is_drawn, enterprise_id }) =>
        is_drawn ? `/operations/loans/${id}` : `/operations/risk/${enterprise_id}`
      }
      filters={useExposureFilters()}
      empty={{ title: t('rows.empty'), hint: t('rows.empty_hint') }}
    >
      <Together />
    </ListPage>
  );
}

function Together() {
  const { t, i18n } = useTranslation('portfolio');
  const [filters] = useFilters();
  const { data } = useQuery(sumExposuresOptions({ query: wishOf(filters) }));
  if (data === undefined) return null;
  return (
    <p className="muted">
      {t('rows.sum', {
        count: data.count,
        exposure: formatShort(data.exposure, i18n.language),
        expected: formatShort(data.expected, i18n.language),
      })}
    </p>
  );
}

function useExposureFilters(): readonly Filter[] {
  const { t } = useTranslation('portfolio');
  const words = usePartWords();
  const industries = useIndustries();
  const regions = useRegions();
  const codes = (dimension: Dimension, all: readonly string[]): Filter => ({
    kind: 'choice',
    name: dimension,
    label: t(`dimension.${dimension}`),
    options: all.map((value) => ({ value, label: words(dimension, value) })),
  });
  return [
    codes(
      'industry',
      industries.tree.map(({ value }) => value),
    ),
    codes(
      'region',
      regions.tree.map(({ value }) => value.slice(0, 2)),
    ),
    codes('grade', GRADES),
    codes('collateral', COLLATERALS),
  ];
}

function useExposureColumns(): readonly Column<ExposureBody>[] {
  const { t } = useTranslation('portfolio');
  const words = usePartWords();
  return [
    {
      key: 'borrower',
      title: t('column.borrower'),
      cell: ({ borrower_name }) => borrower_name,
      text: ({ borrower_name }) => borrower_name,
    },
    {
      key: 'state',
      title: t('column.state'),
      cell: (row) => (
        <StatusTag
          tone={row.bucket === 'current' ? 'neutral' : 'bad'}
          label={t(row.is_drawn ? `state.${row.bucket}` : 'state.promised')}
        />
      ),
      text: (row) => t(row.is_drawn ? `state.${row.bucket}` : 'state.promised'),
    },
    {
      key: 'grade',
      title: t('column.grade'),
      cell: ({ grade }) => words('grade', grade),
      text: ({ grade }) => words('grade', grade),
    },
    ...(['pd', 'lgd'] as const).map((key): Column<ExposureBody> => ({
      key,
      title: t(`column.${key}`),
      numeric: true,
      cell: (row) => formatRate(row[key]),
      text: (row) => formatRate(row[key]),
    })),
    ...(['exposure', 'expected'] as const).map((key): Column<ExposureBody> => ({
      key,
      title: t(`column.${key}`),
      numeric: true,
      cell: (row) => <MoneyText value={row[key]} form="figure" />,
      text: (row) => formatFigure(row[key]),
    })),
    {
      key: 'industry',
      title: t('dimension.industry'),
      cell: ({ industry }) => words('industry', industry),
      text: ({ industry }) => words('industry', industry),
      phone: false,
    },
    {
      key: 'collateral',
      title: t('dimension.collateral'),
      cell: ({ collateral }) => words('collateral', collateral),
      text: ({ collateral }) => words('collateral', collateral),
      phone: false,
    },
    {
      key: 'lender',
      title: t('column.lender'),
      cell: ({ institution_name }) => institution_name ?? '—',
      text: ({ institution_name }) => institution_name ?? '',
      phone: false,
    },
  ];
}
