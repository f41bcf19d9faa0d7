import { Cascader, DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useIndustries, useRegions } from '@/shared/codes';
import { FIGURES } from './profileForm';
import { moneyFromWan } from './wan';

/** Name, industry, region and day of founding: what stands on the licence. */
export function LicenceFields() {
  const { t } = useTranslation('parties');
  const regions = useRegions();
  const industries = useIndustries();
  const needed = [{ required: true, message: t('field.needed') }];
  return (
    <>
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, message: t('field.needed') }]}
      >
        <Input maxLength={200} autoComplete="organization" />
      </Form.Item>
      <Form.Item name="region" label={t('field.region')} rules={needed}>
        <Cascader
          options={[...regions.tree]}
          showSearch
          placeholder={t('field.region_hint')}
          expandTrigger="hover"
        />
      </Form.Item>
      <Form.Item name="industry" label={t('field.industry')} rules={needed}>
        <Cascader
          options={[...industries.tree]}
          showSearch
          placeholder={t('field.industry_hint')}
        />
      </Form.Item>
      <DayField name="founded_on" label={t('field.founded_on')} />
    </>
  );
}

export function SizeFields() {
  const { t } = useTranslation('parties');
  return (
    <>
      <WanField name="capital" label={t('field.capital')} notNegative />
      <Form.Item
        name="employees"
        label={t('field.employees')}
        rules={[
          { required: true, message: t('field.needed') },
          { pattern: /^\d{1,7}$/, message: t('field.whole_number') },
        ]}
      >
        <Input inputMode="numeric" suffix={t('field.people')} />
      </Form.Item>
    </>
  );
}

/** The four figures of a year; `optional` leaves them all out or asks for all. */
export function FiguresOfYear({ optional = false }: { optional?: boolean }) {
  const { t } = useTranslation('parties');
  return FIGURES.map((name) => (
    <WanField
      key={name}
      name={name}
      label={t(`figures.${name}`)}
      notNegative={name === 'revenue' || name === 'total_liabilities'}
      together={optional ? FIGURES : undefined}
    />
  ));
}

interface WanFieldProps {
  name: string;
  label: string;
  notNegative?: boolean;
  /** May stay empty as long as all of these are. */
  together?: readonly string[] | undefined;
}

function WanField({ name, label, notNegative = false, together }: WanFieldProps) {
  const { t } = useTranslation('parties');
  return (
    <Form.Item
      name={name}
      label={label}
      dependencies={together ? [...together] : undefined}
      required={together === undefined}
      rules={[
        (form) => ({
          validator: (_, value: string | undefined) => {
            const text = (value ?? '').trim();
            const others = (together ?? []).map((one) => form.getFieldValue(one) as unknown);
            if (text === '') {
              const free = together !== undefined && !others.some(Boolean);
              return free ? Promise.resolve() : Promise.reject(new Error(t('field.needed')));
            }
            const amount = moneyFromWan(text);
            if (amount === undefined) return Promise.reject(new Error(t('field.not_an_amount')));
            if (notNegative && amount.amount.startsWith('-'))
              return Promise.reject(new Error(t('field.not_negative')));
            return Promise.resolve();
          },
        }),
      ]}
    >
      <Input inputMode="decimal" suffix={t('field.wan')} autoComplete="off" />
    </Form.Item>
  );
}

/** The form holds the day as the API writes it. */
function DayField({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation('parties');
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ required: true, message: t('field.needed') }]}
      getValueProps={(value: string | undefined) => ({ value: value ? dayjs(value) : null })}
      getValueFromEvent={(_: unknown, text: string) => text}
    >
      <DatePicker
        className="whole-width"
        disabledDate={(day: Dayjs) => day.isAfter(dayjs())}
        inputReadOnly
      />
    </Form.Item>
  );
}
