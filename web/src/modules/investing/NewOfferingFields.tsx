import { DatePicker, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KindBody, NewOfferingBody } from '@/api/generated/types.gen';
import { CodePicker } from '@/shared/CodePicker';
import { useIndustries, useRegions } from '@/shared/codes';
import { CLASSES } from './words';

const AMOUNTS = ['target', 'minimum', 'ticket', 'step'] as const;
const YUAN = /^\d{1,13}(\.\d{1,2})?$/;
const METHODS = [
  'interest_only',
  'equal_instalment',
  'equal_principal',
  'bullet',
] as const satisfies NewOfferingBody['method'][];
const ALLOTMENTS = [
  'first_come',
  'pro_rata',
  'lottery',
] as const satisfies NewOfferingBody['allotment'][];

interface KindFieldsProps {
  kinds: readonly KindBody[];
  chosen: KindBody | undefined;
}

export function KindFields({ kinds, chosen }: KindFieldsProps) {
  const { t } = useTranslation('investing');
  const least = chosen?.least_class ?? 1;
  return (
    <>
      <Form.Item
        name="kind"
        label={t('kind')}
        rules={[{ required: true }]}
        extra={chosen && t(`individuals.${chosen.individuals}`)}
      >
        <Select options={kinds.map(({ kind }) => ({ value: kind, label: t(`kind.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="title" label={t('new.name')} rules={[{ required: true, min: 2, max: 80 }]}>
        <Input />
      </Form.Item>
      <Form.Item
        name="summary"
        label={t('new.summary')}
        rules={[{ required: true, min: 2, max: 2000 }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name="risk_class" label={t('risk')}>
        <Select
          options={CLASSES.map((value) => ({
            value,
            label: t(`risk.${value}`),
            disabled: value < least,
          }))}
        />
      </Form.Item>
    </>
  );
}

export function AmountFields() {
  const { t } = useTranslation('investing');
  return AMOUNTS.map((name) => (
    <Form.Item
      key={name}
      name={name}
      label={t(name)}
      rules={[{ required: true }, { pattern: YUAN, message: t('bad_amount') }]}
    >
      <Input inputMode="decimal" suffix={t('yuan')} />
    </Form.Item>
  ));
}

export function TermFields() {
  const { t } = useTranslation('investing');
  const regions = useRegions();
  const industries = useIndustries();
  return (
    <>
      <Form.Item
        name="percent"
        label={t('yearly_rate')}
        rules={[{ required: true }, { pattern: /^\d{1,2}(\.\d{1,2})?$/, message: t('plan.bad') }]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item
        name="fee_percent"
        label={t('management_fee')}
        extra={t('new.management_fee_hint')}
        rules={[{ required: true }, { pattern: /^\d(\.\d{1,2})?$/, message: t('plan.bad') }]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item
        name="months"
        label={t('term')}
        rules={[{ required: true }, { pattern: /^[1-9]\d{0,2}$/, message: t('plan.bad') }]}
      >
        <Input inputMode="numeric" suffix={t('plan.months')} />
      </Form.Item>
      <Form.Item name="method" label={t('method')}>
        <Select options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))} />
      </Form.Item>
      <Form.Item name="allotment" label={t('allotment')}>
        <Select options={ALLOTMENTS.map((value) => ({ value, label: t(`allotment.${value}`) }))} />
      </Form.Item>
      <Form.Item name="closes_at" label={t('closes_at')} rules={[{ required: true }]}>
        <DatePicker showTime />
      </Form.Item>
      <Form.Item name="region_code" label={t('new.region')} rules={[{ required: true }]}>
        <CodePicker codes={regions} placeholder={t('new.region_hint')} />
      </Form.Item>
      <Form.Item name="industry" label={t('new.industry')} rules={[{ required: true }]}>
        <CodePicker codes={industries} placeholder={t('new.industry_hint')} />
      </Form.Item>
    </>
  );
}

/** What a project page of this kind has to say. */
export function DisclosureFields({ kind }: { kind: KindBody }) {
  const { t } = useTranslation('investing');
  return kind.disclosures.map((name) => (
    <Form.Item
      key={name}
      name={['disclosure', name]}
      label={t(`disclosure.${name}`)}
      rules={[{ required: true, min: 2, max: 2000 }]}
    >
      <Input.TextArea autoSize={{ minRows: 2 }} />
    </Form.Item>
  ));
}
