import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { askChangeMutation, previewChangeOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { BeforeAfter } from './BeforeAfter';
import { type ChangeKind, type Field, FIELDS, REQUIRED } from './changeKinds';
import { METHODS } from './words';
import { isAmount, useSettled } from './useSettled';

interface ChangeValues {
  counts_on: string;
  reason: string;
  amount?: string;
  part?: 'penalty' | 'interest';
  months?: number;
  method?: LoanBody['method'];
  percent?: string;
}

interface ChangeDrawerProps {
  loan: LoanBody;
  kind: ChangeKind;
  onClose: () => void;
}

/** One change: its day, what it needs, what it would do, and why. A second person agrees to it. */
export function ChangeDrawer({ loan, kind, onClose }: ChangeDrawerProps) {
  const { t } = useTranslation('servicing');
  const [form] = Form.useForm<ChangeValues>();
  const ask = useAction(askChangeMutation(), {
    onDone: () => {
      onClose();
      toast(t('change.asked'));
    },
  });
  const currency = loan.outstanding.currency;
  return (
    <FormDrawer<ChangeValues>
      title={t(`fact.${kind}`)}
      open
      onClose={onClose}
      onSubmit={(values) =>
        ask.mutate({
          path: { loan_id: loan.id },
          body: {
            ...wishOf(kind, values),
            amount: values.amount ? { amount: values.amount, currency } : undefined,
            reason: values.reason,
          },
        })
      }
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('change.ask')}
      form={form}
    >
      <p className="muted">{t(`change.hint.${kind}`)}</p>
      <Form.Item
        name="counts_on"
        label={t('change.counts_on')}
        rules={[{ required: true, message: t('change.day_missing') }]}
      >
        <Input type="date" min={loan.opened_on} />
      </Form.Item>
      {FIELDS[kind].map((field) => (
        <ChangeField key={field} field={field} />
      ))}
      <Effect loan={loan} kind={kind} values={useSettled(Form.useWatch([], form))} />
      <Form.Item
        name="reason"
        label={t('change.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('change.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}

function ChangeField({ field }: { field: Field }) {
  const { t } = useTranslation('servicing');
  const rules = REQUIRED.has(field) ? [{ required: true, message: t('change.missing') }] : [];
  switch (field) {
    case 'amount':
      return (
        <Form.Item
          name="amount"
          label={t('change.amount')}
          rules={[...rules, { pattern: /^\d{1,12}(\.\d{1,2})?$/, message: t('change.no_amount') }]}
        >
          <Input inputMode="decimal" suffix={t('yuan')} />
        </Form.Item>
      );
    case 'part':
      return (
        <Form.Item name="part" label={t('change.part')} rules={rules}>
          <Select
            options={(['penalty', 'interest'] as const).map((value) => ({
              value,
              label: t(value),
            }))}
          />
        </Form.Item>
      );
    case 'months':
      return (
        <Form.Item name="months" label={t('change.months')} rules={rules}>
          <InputNumber min={1} max={360} precision={0} />
        </Form.Item>
      );
    case 'method':
      return (
        <Form.Item name="method" label={t('method')} extra={t('change.as_before')}>
          <Select
            allowClear
            options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
          />
        </Form.Item>
      );
    case 'yearly_rate':
      return (
        <Form.Item
          name="percent"
          label={t('yearly_rate')}
          extra={t('change.as_before')}
          rules={[{ pattern: /^\d{1,2}(\.\d{1,4})?$/, message: t('change.no_rate') }]}
        >
          <Input inputMode="decimal" suffix="%" />
        </Form.Item>
      );
  }
}

/** What it would do, as soon as all that it needs is there. */
function Effect({
  loan,
  kind,
  values,
}: {
  loan: LoanBody;
  kind: ChangeKind;
  values: ChangeValues | undefined;
}) {
  const isComplete =
    values !== undefined &&
    /^\d{4}-\d\d-\d\d$/.test(values.counts_on) &&
    FIELDS[kind].every((field) => !REQUIRED.has(field) || isGiven(values, field));
  const preview = useQuery({
    ...previewChangeOptions({
      path: { loan_id: loan.id },
      query: { ...wishOf(kind, values), amount: values?.amount },
    }),
    enabled: isComplete,
    retry: false,
  });
  if (!isComplete) return null;
  if (preview.error) return <ErrorNote error={preview.error} />;
  if (!preview.data) return null;
  return <BeforeAfter before={preview.data.before} after={preview.data.after} />;
}

function isGiven(values: ChangeValues, field: Field): boolean {
  if (field === 'amount') return isAmount(values.amount ?? '');
  return field === 'yearly_rate' || Boolean(values[field]);
}

function wishOf(kind: ChangeKind, values: ChangeValues | undefined) {
  return {
    kind,
    counts_on: values?.counts_on ?? '',
    part: values?.part,
    months: values?.months,
    method: values?.method,
    yearly_rate: values?.percent ? shareOf(values.percent) : undefined,
  };
}

/** "4.35" percent is 0.0435: moved in the text, so that no digit is lost. */
function shareOf(percent: string): string {
  const [whole = '0', parts = ''] = percent.split('.');
  return `0.${whole.padStart(2, '0')}${parts}`;
}
