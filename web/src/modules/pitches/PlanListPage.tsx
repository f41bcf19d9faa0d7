import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listPlansOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { Need, PlanLineBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { useIndustries, type Codes } from '@/shared/codes';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { StatusTag } from '@/shared/StatusTag';
import { useIsPhone } from '@/shared/useMedia';
import { UploadPlan } from './UploadPlan';
import { NEEDS, TONES } from './words';
import './pitches.css';

/** One's own plans; for everybody else those that companies show. */
export default function PlanListPage() {
  const { t } = useTranslation('pitches');
  const { portal, organisation } = useSession();
  const industries = useIndustries();
  const isPhone = useIsPhone();
  const mayUpload = useMay('pitches:upload');
  const [isUploading, setUploading] = useState(false);
  const isCompany = portal === 'enterprise';
  return (
    <>
      <ListPage
        title={t(isCompany ? 'title' : 'title_shown')}
        read={({ limit, cursor, filters }) =>
          listPlansOptions({
            query: {
              limit,
              cursor,
              industry: filters.industry,
              need: filters.need as Need | undefined,
              enterprise_id: isCompany ? organisation.id : undefined,
            },
          })
        }
        columns={useColumns(industries, isCompany)}
        rowKey={({ id }) => id}
        to={({ id }) => `/${portal}/business-plans/${id}`}
        filters={
          isCompany
            ? []
            : [
                {
                  kind: 'choice',
                  name: 'industry',
                  label: t('field.industry'),
                  options: industries.tree.map(({ value, label }) => ({ value, label })),
                },
                {
                  kind: 'choice',
                  name: 'need',
                  label: t('field.need'),
                  options: NEEDS.map((value) => ({ value, label: t(`need.${value}`) })),
                },
              ]
        }
        actions={
          mayUpload && (
            <Button type="primary" onClick={() => setUploading(true)}>
              {t('upload')}
            </Button>
          )
        }
        empty={{
          title: t(isCompany ? 'empty' : 'empty_shown'),
          hint: t(isCompany ? 'empty_hint' : 'empty_shown_hint'),
        }}
      />
      <Drawer
        title={t('upload')}
        open={isUploading}
        onClose={() => setUploading(false)}
        placement={isPhone ? 'bottom' : 'right'}
        width={480}
        height="88%"
        destroyOnHidden
      >
        <UploadPlan />
      </Drawer>
    </>
  );
}

function useColumns(industries: Codes, isCompany: boolean): readonly Column<PlanLineBody>[] {
  const { t } = useTranslation('pitches');
  const industryOf = ({ industry }: PlanLineBody) =>
    industry === null ? t('unknown') : industries.nameOf(industry);
  const needOf = ({ need }: PlanLineBody) => (need === null ? t('unknown') : t(`need.${need}`));
  const name: Column<PlanLineBody> = {
    key: 'name',
    title: t('field.name'),
    cell: (plan) => plan.name,
    text: (plan) => plan.name,
  };
  const company: Column<PlanLineBody> = {
    key: 'company',
    title: t('field.company'),
    cell: (plan) => (
      <>
        {plan.enterprise_name}
        <div className="muted small">{plan.name}</div>
      </>
    ),
    text: ({ enterprise_name }) => enterprise_name ?? '',
  };
  const status: Column<PlanLineBody> = {
    key: 'status',
    title: t('field.status'),
    cell: (plan) => (
      <>
        <StatusTag tone={TONES[plan.status]} label={t(`status.${plan.status}`)} />
        {plan.shown_at !== null && <StatusTag tone="good" label={t('shown')} />}
      </>
    ),
    text: (plan) => t(`status.${plan.status}`),
  };
  return [
    ...(isCompany ? [name, status] : [company]),
    {
      key: 'industry',
      title: t('overview'),
      width: 220,
      cell: (plan) => (
        <>
          {industryOf(plan)}
          <div className="muted small">{needOf(plan)}</div>
        </>
      ),
      text: (plan) => [industryOf(plan), needOf(plan)].join(' · '),
    },
    {
      key: 'asked',
      title: t('field.asked'),
      numeric: true,
      cell: ({ asked }) => (asked === null ? '–' : <MoneyText value={asked} />),
      text: ({ asked }) => (asked === null ? '' : formatFigure(asked)),
    },
    {
      key: 'flags',
      title: t('field.flags'),
      numeric: true,
      cell: ({ flags }) => flags,
      text: ({ flags }) => String(flags),
    },
    {
      key: 'uploaded',
      title: t('field.uploaded'),
      cell: ({ uploaded_at }) => <DateText value={uploaded_at} />,
      text: ({ uploaded_at }) => uploaded_at,
    },
  ];
}
