import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DatePicker, Form, Input, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import {
  listInstitutionsOptions,
  proposeAgreementMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { AgreementWishBody, AgreementTermsBodyInput } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';
import { bpsFromPercent } from '@/shared/rates';
import { toast } from '@/shared/toast';
import { AmountField } from './AmountField';
import { KINDS } from './words';

interface ProposeForm {
  kind: AgreementTermsBodyInput['kind'];
  name: string;
  provider_name: string;
  percent: string;
  cap: string;
  loan_cap?: string;
  valid_from: Dayjs;
  valid_until?: Dayjs;
  institution_id?: string;
  region?: string;
  reason: string;
}

interface ProposeDrawerProps {
  open: boolean;
  onClose: () => void;
}

/** A new agreement; a second person puts it in force. */
export function ProposeDrawer({ open, onClose }: ProposeDrawerProps) {
  const { t } = useTranslation('guarantees');
  const navigate = useNavigate();
  const propose = useAction(proposeAgreementMutation(), {
    onDone: ({ agreement }) => {
      onClose();
      toast(t('asked'));
      void navigate({ to: `/operations/guarantees/${agreement.id}` });
    },
  });
  return (
    <FormDrawer<ProposeForm>
      title={t('propose')}
      open={open}
      onClose={onClose}
      onSubmit={(form) => propose.mutate({ body: toWish(form) })}
      busy={propose.isPending}
      error={propose.error}
      submitLabel={t('ask')}
      initialValues={{ kind: 'risk_reserve' }}
    >
      <Fields open={open} />
    </FormDrawer>
  );
}

function Fields({ open }: { open: boolean }) {
  const { t } = useTranslation('guarantees');
  const institutions = useQuery({ ...listInstitutionsOptions(), enabled: open });
  const needed = [{ required: true, message: t('needed') }];
  return (
    <>
      <Form.Item name="kind" label={t('kind')} rules={needed}>
        <Radio.Group
          optionType="button"
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('name')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="provider_name" label={t('provider')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="percent"
        label={t('share_percent')}
        rules={[
          {
            required: true,
            message: t('needed'),
            validator: (_, text = '') =>
              bpsFromPercent(String(text)) ? Promise.resolve() : Promise.reject(new Error()),
          },
        ]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <AmountField name="cap" label={t('cap_yuan')} />
      <AmountField name="loan_cap" label={t('loan_cap_yuan')} optional />
      <Form.Item name="valid_from" label={t('valid_from')} rules={needed}>
        <DatePicker />
      </Form.Item>
      <Form.Item name="valid_until" label={t('valid_until')}>
        <DatePicker placeholder={t('open_end')} />
      </Form.Item>
      <Form.Item name="institution_id" label={t('lender')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={t('every_lender')}
          loading={institutions.isPending}
          options={institutions.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="region"
        label={t('region')}
        rules={[{ pattern: /^\d{2,6}$/, message: t('region_form') }]}
      >
        <Input inputMode="numeric" placeholder={t('every_region')} maxLength={6} />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={needed} extra={t('reason_hint')}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </>
  );
}

function toWish({ percent, reason, ...form }: ProposeForm): AgreementWishBody {
  const bps = (bpsFromPercent(percent) ?? 0n).toString().padStart(5, '0');
  return {
    reason,
    terms: {
      kind: form.kind,
      name: form.name,
      provider_name: form.provider_name,
      loss_share: `${bps.slice(0, -4)}.${bps.slice(-4)}`,
      cap: moneyFromText(form.cap) ?? { amount: form.cap, currency: 'CNY' },
      loan_cap: form.loan_cap ? moneyFromText(form.loan_cap) : null,
      valid_from: form.valid_from.format('YYYY-MM-DD'),
      valid_until: form.valid_until?.format('YYYY-MM-DD') ?? null,
      institution_id: form.institution_id ?? null,
      region: form.region ? form.region : null,
    },
  };
}
