import {
  Button,
  DatePicker,
  Form,
  Input,
  InputNumber,
  Radio,
  Select,
  type FormInstance,
} from 'antd';
import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { listProductFactsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { CollateralRows } from './CollateralRows';
import { ConditionRows } from './ConditionRows';
import { useNeeded } from './EditorRows';
import { Findings } from './Findings';
import { LeaseFields } from './LeaseFields';
import { GreenRows, TenorRows } from './StepRows';
import { Trial } from './Trial';
import { PriceRows } from './PriceRows';
import { mayFloat, termsOf, type ProductDraft } from './draft';
import { useCodeWords } from './words';
import * as choices from './choices';
import type { TermsBody } from '@/api/generated/types.gen';
import './catalog.css';

/** With the draft: why, for whoever decides. It is no part of the terms. */
interface Proposed extends ProductDraft {
  reason: string;
}

interface ProductEditorProps {
  initial: Partial<ProductDraft>;
  /** The kind of a product is fixed once it is published. */
  kindIsFixed?: boolean;
  submitLabel: string;
  busy: boolean;
  error: unknown;
  onSubmit: (terms: TermsBody, reason: string) => void;
}

export function ProductEditor({
  initial,
  kindIsFixed = false,
  submitLabel,
  busy,
  error,
  onSubmit,
}: ProductEditorProps) {
  const { t } = useTranslation('catalog');
  const [form] = Form.useForm<ProductDraft>();
  const draft = Form.useWatch((values: ProductDraft) => values, form) as ProductDraft | undefined;
  const terms = termsOf(draft ?? initial);
  const mayTry = useMay('origination:view_file');
  return (
    <Form<ProductDraft>
      form={form}
      layout="vertical"
      className="editor"
      initialValues={initial}
      disabled={busy}
      onFinish={(values) => {
        const whole = termsOf(values);
        if (whole !== undefined) onSubmit(whole, (values as Proposed).reason);
      }}
    >
      <Basics kindIsFixed={kindIsFixed} />
      <MoneyAndTerm />
      <section className="card">
        <h2>{t('editor.prices')}</h2>
        <RateBaseField />
        <RepricingField />
        <PriceRows />
        <h3>{t('tenor')}</h3>
        <TenorRows />
        <h3>{t('green')}</h3>
        <p className="muted small">{t('green.hint')}</p>
        <GreenRows />
      </section>
      <LeaseFields />
      <section className="card">
        <h2>{t('collateral')}</h2>
        <CollateralRows />
      </section>
      <section className="card">
        <h2>{t('editor.conditions')}</h2>
        <ConditionRows form={form as FormInstance} />
        <PilotField />
      </section>
      <Rest />
      <Findings terms={terms} />
      {mayTry && <Trial terms={terms} />}
      <section className="card">
        <Form.Item
          name="reason"
          label={t('proposal.reason')}
          extra={t('proposal.reason_hint')}
          rules={[
            { required: true, whitespace: true, min: 2, message: t('proposal.reason_missing') },
          ]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </section>
      <ErrorNote error={error} />
      <div className="editor-foot">
        <Button type="primary" htmlType="submit" size="large" loading={busy}>
          {submitLabel}
        </Button>
        {kindIsFixed && <span className="muted">{t('editor.note')}</span>}
      </div>
    </Form>
  );
}

function useOptions(values: readonly string[], prefix: string) {
  const { t } = useTranslation('catalog');
  return values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
}

function Basics({ kindIsFixed }: { kindIsFixed: boolean }) {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <section className="card">
      <h2>{t('editor.basics')}</h2>
      <div className="editor-pair">
        <Form.Item name="kind" label={t('kind')} rules={needed}>
          <Select disabled={kindIsFixed} options={useOptions(choices.KINDS, 'kind')} />
        </Form.Item>
        <Form.Item name="purposes" label={t('purposes')} rules={needed}>
          <Select mode="multiple" options={useOptions(choices.PURPOSES, 'purpose')} />
        </Form.Item>
        {(['name', 'name_en'] as const).map((name) => (
          <Form.Item key={name} name={name} label={t(name)} rules={needed}>
            <Input maxLength={60} />
          </Form.Item>
        ))}
      </div>
      {(['summary', 'summary_en'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name)} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
      ))}
    </section>
  );
}

function RateBaseField() {
  const { t } = useTranslation('catalog');
  return (
    <Form.Item name="rate_base" label={t('rate_base')} extra={t('rate_base.hint')}>
      <Radio.Group
        optionType="button"
        options={choices.RATE_BASES.map((value) => ({ value, label: t(`rate_base.${value}`) }))}
      />
    </Form.Item>
  );
}

/** Only where the rate can follow the LPR. */
function RepricingField() {
  const { t } = useTranslation(['catalog', 'common']);
  const draft = Form.useWatch((values: ProductDraft) => values) as ProductDraft | undefined;
  if (!mayFloat(draft ?? {})) return null;
  return (
    <Form.Item name="repricing" label={t('repricing')} extra={t('repricing.hint')}>
      <Select
        allowClear
        placeholder={t('repricing.fixed')}
        options={choices.REPRICINGS.map((value) => ({
          value,
          label: t(`common:repricing.${value}`),
        }))}
      />
    </Form.Item>
  );
}

/** Where it is tried out first; everywhere once nothing is chosen. */
function PilotField() {
  const { t } = useTranslation('catalog');
  const facts = useQuery({ ...listProductFactsOptions(), staleTime: Infinity });
  const codeWords = useCodeWords();
  const provinces = facts.data?.find(({ name }) => name === 'province')?.codes ?? [];
  return (
    <Form.Item name="pilot_regions" label={t('pilot')} className="editor-pilot">
      <Select
        mode="multiple"
        placeholder={t('pilot.everywhere')}
        optionFilterProp="label"
        options={provinces.map((value) => ({ value, label: codeWords('province', value) }))}
      />
    </Form.Item>
  );
}

function MoneyAndTerm() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  const amount = [
    ...needed,
    { pattern: /^[\d,， ]+(\.\d{1,2})?$/, message: t('editor.not_amount') },
  ];
  return (
    <section className="card">
      <h2>{t('editor.money')}</h2>
      <div className="editor-pair">
        {(['min_amount', 'max_amount'] as const).map((name) => (
          <Form.Item key={name} name={name} label={t(name)} rules={amount}>
            <Input inputMode="decimal" suffix={t('editor.yuan')} />
          </Form.Item>
        ))}
        <Form.Item name="min_term_months" label={t('min_term')} rules={needed}>
          <InputNumber
            min={1}
            max={360}
            precision={0}
            suffix={t('months')}
            className="editor-number"
          />
        </Form.Item>
        <Form.Item name="max_term_months" label={t('max_term')} rules={needed}>
          <InputNumber
            min={1}
            max={360}
            precision={0}
            suffix={t('months')}
            className="editor-number"
          />
        </Form.Item>
        <Form.Item name="method" label={t('method')} rules={needed}>
          <Select options={useOptions(choices.METHODS, 'method')} />
        </Form.Item>
        <Form.Item name="day_count" label={t('day_count')} rules={needed}>
          <Select options={useOptions(choices.DAY_COUNTS, 'day_count')} />
        </Form.Item>
        <Form.Item name="fee_percent" label={t('fee')} rules={needed}>
          <Input inputMode="decimal" suffix="%" />
        </Form.Item>
        <Form.Item name="days_to_money" label={t('days_to_money')} rules={needed}>
          <InputNumber
            min={0}
            max={365}
            precision={0}
            suffix={t('days')}
            className="editor-number"
          />
        </Form.Item>
      </div>
    </section>
  );
}

/** The form holds days as text; the picker wants its own kind. */
const AS_DAY = {
  getValueProps: (value?: string | null) => ({ value: value ? dayjs(value) : null }),
  normalize: (value: dayjs.Dayjs | null) => value?.format('YYYY-MM-DD') ?? null,
};

function Rest() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <section className="card">
      <h2>{t('documents')}</h2>
      <Form.Item name="required_documents" label={t('page.documents')}>
        <Select mode="multiple" options={useOptions(choices.DOCUMENTS, 'document')} />
      </Form.Item>
      <div className="editor-pair">
        <Form.Item name="valid_from" label={t('valid_from')} rules={needed} {...AS_DAY}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="valid_to" label={t('valid_to')} {...AS_DAY}>
          <DatePicker placeholder={t('no_end')} />
        </Form.Item>
      </div>
    </section>
  );
}
