import { useTranslation } from 'react-i18next';
import { listEnterprisesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { EnterpriseBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatExact } from '@/shared/money';
import { useIndustries, useRegions, type Codes } from '@/shared/codes';

/** Every company on the platform. */
export default function EnterpriseListPage() {
  const { t } = useTranslation('parties');
  const regions = useRegions();
  const industries = useIndustries();
  return (
    <ListPage
      title={t('list.title')}
      read={({ limit, cursor, filters }) =>
        listEnterprisesOptions({
          query: {
            limit,
            cursor,
            region_code: filters.region,
            industry_code: filters.industry,
            words: filters.words,
          },
        })
      }
      columns={useColumns(regions, industries)}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/enterprises/${id}`}
      filters={[
        { kind: 'text', name: 'words', label: t('list.words') },
        { kind: 'choice', name: 'region', label: t('field.region'), options: tops(regions) },
        { kind: 'choice', name: 'industry', label: t('field.industry'), options: tops(industries) },
      ]}
      empty={{ title: t('list.empty') }}
    />
  );
}

function tops({ tree }: Codes) {
  return tree.map(({ value, label }) => ({ value, label }));
}

function useColumns(regions: Codes, industries: Codes): readonly Column<EnterpriseBody>[] {
  const { t, i18n } = useTranslation('parties');
  return [
    { key: 'name', title: t('field.name'), cell: ({ name }) => name, text: ({ name }) => name },
    {
      key: 'uscc',
      title: t('field.uscc'),
      cell: ({ uscc }) => <span className="tabular">{uscc}</span>,
      text: ({ uscc }) => uscc,
      phone: false,
    },
    {
      key: 'region',
      title: t('field.region'),
      cell: ({ region_code }) => regions.nameOf(region_code),
      text: ({ region_code }) => regions.nameOf(region_code),
    },
    {
      key: 'industry',
      title: t('field.industry'),
      cell: ({ industry_code }) => industries.nameOf(industry_code),
      text: ({ industry_code }) => industries.nameOf(industry_code),
    },
    {
      key: 'revenue',
      title: t('figures.revenue'),
      numeric: true,
      cell: ({ figures }) => <MoneyText value={figures?.revenue} form="short" />,
      text: ({ figures }) => (figures ? formatExact(figures.revenue, i18n.language) : ''),
    },
    {
      key: 'registered',
      title: t('list.registered'),
      cell: ({ registered_at }) => <DateText value={registered_at} relative />,
      text: ({ registered_at }) => registered_at,
      phone: false,
    },
  ];
}
