import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listMoneyReportsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ReportBody, ReportKind } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';

const KINDS = ['large', 'suspicious'] as const satisfies ReportKind[];

/** Large and suspicious transaction reports, each with its case file. */
export default function MoneyReportsPage() {
  const { t } = useTranslation('compliance');
  return (
    <ListPage
      title={t('reports.title')}
      read={({ limit, cursor, filters }) =>
        listMoneyReportsOptions({
          query: { limit, cursor, kind: KINDS.find((kind) => kind === filters.kind) },
        })
      }
      columns={useReportColumns()}
      rowKey={({ id }) => id}
      filters={[
        {
          kind: 'choice',
          name: 'kind',
          label: t('report.kind'),
          options: KINDS.map((value) => ({ value, label: t(`report.kind.${value}`) })),
        },
      ]}
      empty={{ title: t('reports.empty'), hint: t('reports.empty_hint') }}
    />
  );
}

function useReportColumns(): readonly Column<ReportBody>[] {
  const { t } = useTranslation('compliance');
  const mayExport = useMay('compliance:export_report');
  return [
    {
      key: 'kind',
      title: t('report.kind'),
      width: 120,
      cell: ({ kind }) => t(`report.kind.${kind}`),
      text: ({ kind }) => t(`report.kind.${kind}`),
    },
    {
      key: 'about',
      title: t('alert.about'),
      cell: ({ about_name }) => about_name ?? t('hit.gone'),
      text: ({ about_name }) => about_name ?? '',
    },
    {
      key: 'amount',
      title: t('alert.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
      text: ({ amount }) => formatFigure(amount),
    },
    {
      key: 'made',
      title: t('report.made'),
      width: 170,
      cell: ({ made_at }) => <DateText value={made_at} />,
      text: ({ made_at }) => made_at,
    },
    {
      key: 'file',
      title: t('report.file'),
      width: 120,
      cell: ({ id }) =>
        mayExport ? (
          <Button size="small" href={`/api/v1/money/reports/${id}/file`} download>
            XML
          </Button>
        ) : (
          '—'
        ),
      text: () => '',
    },
  ];
}
