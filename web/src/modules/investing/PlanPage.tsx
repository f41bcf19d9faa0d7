import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  changeAutoPlanMutation,
  getAutoPlanOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { AutoPlanBody, InvestmentKind } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { isProblem } from '@/api/problems';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { moneyFromText } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { toPercent } from '@/shared/rates';
import { toast } from '@/shared/toast';
import { CLASSES, KINDS } from './words';
import './investing.css';

/** What is ordered automatically when a project opens, within which limits. */
export default function PlanPage() {
  const { t } = useTranslation('investing');
  const plan = useQuery({ ...getAutoPlanOptions(), retry: false });
  return (
    <>
      <PageHead title={t('plan.title')} />
      <p className="muted">{t('plan.lead')}</p>
      {isProblem(plan.error, 'common.not_found') ? (
        <PlanForm />
      ) : (
        <QueryGate query={plan}>{(known) => <PlanForm known={known} />}</QueryGate>
      )}
    </>
  );
}

interface Fields {
  is_on: boolean;
  each: string;
  budget: string;
  reserve: string;
  highest_class: number;
  least_rate: string;
  most_months: string;
  kinds: InvestmentKind[];
  takes_redemptions: boolean;
}

const AMOUNTS = ['each', 'budget', 'reserve'] as const;

const FIRST: Fields = {
  is_on: true,
  each: '5000.00',
  budget: '50000.00',
  reserve: '0.00',
  highest_class: 3,
  least_rate: '3',
  most_months: '12',
  kinds: [],
  takes_redemptions: false,
};

function fieldsOf(known: AutoPlanBody): Fields {
  return {
    ...known,
    each: known.each.amount,
    budget: known.budget.amount,
    reserve: known.reserve.amount,
    least_rate: toPercent(known.least_rate),
    most_months: String(known.most_months),
    takes_redemptions: known.takes_redemptions ?? false,
  };
}

function PlanForm({ known }: { known?: AutoPlanBody }) {
  const { t } = useTranslation('investing');
  const mayInvest = useMay('investing:invest');
  const change = useAction(changeAutoPlanMutation(), { onDone: () => toast(t('plan.saved')) });
  const money = (text: string) => moneyFromText(text) ?? { amount: text, currency: 'CNY' };
  const send = (fields: Fields) =>
    change.mutate({
      body: {
        is_on: fields.is_on,
        each: money(fields.each),
        budget: money(fields.budget),
        reserve: money(fields.reserve),
        highest_class: fields.highest_class,
        least_rate: (Number(fields.least_rate) / 100).toFixed(4),
        most_months: Number(fields.most_months),
        kinds: fields.kinds,
        takes_redemptions: fields.takes_redemptions,
      },
    });
  return (
    <Form<Fields>
      layout="vertical"
      className="card plan-form"
      disabled={!mayInvest || change.isPending}
      initialValues={known ? fieldsOf(known) : FIRST}
      onFinish={send}
    >
      <ErrorNote error={change.error} />
      <Form.Item name="is_on" label={t('plan.is_on')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {AMOUNTS.map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`plan.${name}`)}
          rules={[
            { required: true },
            { pattern: /^\d{1,13}(\.\d{1,2})?$/, message: t('bad_amount') },
          ]}
        >
          <Input inputMode="decimal" suffix={t('yuan')} />
        </Form.Item>
      ))}
      <Form.Item name="highest_class" label={t('plan.highest_class')}>
        <Select options={CLASSES.map((value) => ({ value, label: t(`risk.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="least_rate"
        label={t('plan.least_rate')}
        rules={[{ required: true }, { pattern: /^\d{1,2}(\.\d{1,2})?$/, message: t('plan.bad') }]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item
        name="most_months"
        label={t('plan.most_months')}
        rules={[{ required: true }, { pattern: /^[1-9]\d{0,2}$/, message: t('plan.bad') }]}
      >
        <Input inputMode="numeric" suffix={t('plan.months')} />
      </Form.Item>
      <Form.Item name="kinds" label={t('plan.kinds')} extra={t('plan.kinds_hint')}>
        <Select
          mode="multiple"
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="takes_redemptions"
        label={t('plan.takes_redemptions')}
        extra={t('plan.takes_redemptions_hint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {known && (
        <p className="muted">
          {t('plan.spent')} <MoneyText value={known.spent} /> / <MoneyText value={known.budget} />
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('plan.save')}
      </Button>
    </Form>
  );
}
