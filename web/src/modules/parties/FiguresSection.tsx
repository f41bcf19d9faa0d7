import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listFiguresOptions,
  stateFiguresMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { EnterpriseBody, FiguresOfYearBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { FormDrawer } from '@/shared/FormDrawer';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { toast } from '@/shared/toast';
import { FiguresOfYear } from './fields';
import { FIGURES, figuresOf, type FiguresFields } from './profileForm';

const YEARS_SHOWN = 6;

interface FiguresSectionProps {
  enterprise: EnterpriseBody;
  editable?: boolean;
}

/** Year by year, the latest first; a year stated again is corrected, and the log keeps that. */
export function FiguresSection({ enterprise, editable = false }: FiguresSectionProps) {
  const { t } = useTranslation('parties');
  const history = useQuery(listFiguresOptions({ path: { enterprise_id: enterprise.id } }));
  const mayState = useMay('parties:update_enterprise') && editable;
  const [stating, setStating] = useState(false);
  const columns: readonly Column<FiguresOfYearBody>[] = [
    { key: 'year', title: t('figures.year'), cell: ({ year }) => <strong>{year}</strong> },
    ...FIGURES.map((name) => ({
      key: name,
      title: t(`figures.${name}`),
      numeric: true,
      cell: (row: FiguresOfYearBody) => <MoneyText value={row[name]} form="short" />,
    })),
  ];
  const state = mayState && <Button onClick={() => setStating(true)}>{t('figures.state')}</Button>;
  return (
    <section className="card">
      <div className="parties-head">
        <h2>{t('figures.title')}</h2>
        <div className="spring" />
        {state}
      </div>
      <QueryGate query={history}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('figures.empty')} hint={t('figures.empty_hint')} />
          ) : (
            <RowTable
              label={t('figures.title')}
              rows={items}
              rowKey={({ year }) => String(year)}
              columns={columns}
            />
          )
        }
      </QueryGate>
      {stating && <StateDrawer enterprise={enterprise} onClose={() => setStating(false)} />}
    </section>
  );
}

interface StateDrawerProps {
  enterprise: EnterpriseBody;
  onClose: () => void;
}

function StateDrawer({ enterprise, onClose }: StateDrawerProps) {
  const { t } = useTranslation('parties');
  const [form] = Form.useForm<FiguresFields & { year: number }>();
  const state = useAction(stateFiguresMutation(), {
    onDone: () => {
      toast(t('figures.saved'));
      onClose();
    },
  });
  const founded = Number(enterprise.founded_on.slice(0, 4));
  const thisYear = new Date().getFullYear();
  const years = Array.from({ length: YEARS_SHOWN }, (_, age) => thisYear - age).filter(
    (year) => year >= founded,
  );
  return (
    <FormDrawer<FiguresFields & { year: number }>
      title={t('figures.state')}
      open
      form={form}
      onClose={onClose}
      busy={state.isPending}
      error={state.error}
      initialValues={{ year: years[1] ?? years[0] }}
      onSubmit={({ year, ...fields }) =>
        state.mutate({ path: { enterprise_id: enterprise.id, year }, body: figuresOf(fields) })
      }
    >
      <Form.Item name="year" label={t('figures.year')}>
        <Select options={years.map((year) => ({ value: year, label: String(year) }))} />
      </Form.Item>
      <FiguresOfYear />
    </FormDrawer>
  );
}
