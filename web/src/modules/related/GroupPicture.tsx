import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RelatedFileBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';

/** Companies and their links; dashed ones are shown only. A click walks to a company. */
export function GroupPicture({ file: { company, members, links } }: { file: RelatedFileBody }) {
  const { t } = useTranslation('related');
  const navigate = useNavigate();
  const option = useMemo(() => {
    const inGroup = new Set(members.map(({ id }) => id));
    const all = new Map(
      [company, ...members, ...links.flatMap(({ left, right }) => [left, right])].map((each) => [
        each.id,
        each.name,
      ]),
    );
    return {
      tooltip: {},
      series: [
        {
          type: 'graph',
          layout: 'circular',
          label: { show: true, position: 'bottom', width: 110, overflow: 'truncate' },
          data: [...all].map(([id, name]) => ({
            id,
            name: id,
            value: name,
            symbolSize: id === company.id ? 40 : 26,
            itemStyle: inGroup.has(id) ? undefined : { opacity: 0.5 },
            label: { formatter: name },
          })),
          links: links.map(({ left, right, kind, counts }) => ({
            source: left.id,
            target: right.id,
            label: { show: true, formatter: t(`kind.${kind}`) },
            lineStyle: { type: counts ? 'solid' : 'dashed', width: counts ? 2 : 1 },
          })),
        },
      ],
    };
  }, [company, members, links, t]);
  return (
    <Chart
      label={t('group')}
      height={320}
      option={option}
      onSelect={(id) => void navigate({ to: `/operations/related/${id}` })}
      figures={[
        [t('link.between'), t('link.kind'), t('link.effect')],
        ...links.map(({ left, right, kind, counts }) => [
          `${left.name} – ${right.name}`,
          t(`kind.${kind}`),
          t(counts ? 'link.counts' : 'link.weak'),
        ]),
      ]}
    />
  );
}
