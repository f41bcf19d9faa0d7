import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { getBidBoundsOptions, makeBidMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { BidBoundsBody, BidOfferBody, InvitationPageBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatShort, moneyFromText } from '@/shared/money';
import { bpsFromPercent, formatRate, toPercent } from '@/shared/rates';
import { toast } from '@/shared/toast';

interface BidForm {
  product: string;
  amount: string;
  months: number;
  rate: string;
  fee: string;
  speed: number;
  days: number;
  conditions?: string;
}

interface BidDrawerProps {
  page: InvitationPageBody;
  current: BidOfferBody | undefined;
  onClose: () => void;
}

const DAYS = [2, 3, 5, 7, 10, 14, 21, 28] as const;
const A_WEEK = 7;

/** An offer: what policy and product allow stands beside each field. */
export function BidDrawer({ page, current, onClose }: BidDrawerProps) {
  const { t, i18n } = useTranslation('bidding');
  const { invitation, products } = page;
  const id = useRef(crypto.randomUUID());
  const [form] = Form.useForm<BidForm>();
  const typed = Form.useWatch([], form) as Partial<BidForm> | undefined;
  const start = startOf(page, current);
  const { product = '', months = 0 } = { ...start, ...typed };
  const bounds = useQuery({
    ...getBidBoundsOptions({
      path: { invitation_id: invitation.id },
      query: { product_id: product, term_months: months },
    }),
    enabled: product !== '' && months > 0,
  });
  const make = useAction(makeBidMutation(), {
    onDone: ({ pending }) => {
      toast(t(pending ? 'bid_waits' : 'bid_made'));
      onClose();
    },
  });
  return (
    <FormDrawer<BidForm>
      title={t(current ? 'bid_better' : 'bid')}
      open
      form={form}
      onClose={onClose}
      onSubmit={(values) =>
        make.mutate({
          path: { invitation_id: invitation.id },
          body: {
            id: id.current,
            product_id: values.product,
            amount: moneyFromText(values.amount) ?? invitation.amount,
            term_months: values.months,
            yearly_rate: fraction(values.rate),
            fee_bps: Number(bpsFromPercent(values.fee) ?? 0n),
            days_to_money: values.speed,
            conditions: values.conditions?.trim() || null,
            valid_until: dayjs().add(values.days, 'day').toISOString(),
          },
        })
      }
      busy={make.isPending}
      error={make.error}
      submitLabel={t('bid_send')}
      initialValues={start}
    >
      <Form.Item name="product" label={t('product')} rules={[{ required: true }]}>
        <Select
          options={products.map(({ product_id, name, name_en, most }) => ({
            value: product_id,
            label: `${i18n.language === 'en' ? name_en : name} · ${t('at_most', {
              most: formatShort(most, i18n.language),
            })}`,
          }))}
        />
      </Form.Item>
      <Fields bounds={bounds.data} />
    </FormDrawer>
  );
}

function Fields({ bounds }: { bounds: BidBoundsBody | undefined }) {
  const { t, i18n } = useTranslation('bidding');
  const short = (money: BidBoundsBody['min_amount']) => formatShort(money, i18n.language);
  const between = (least: string | number, most: string | number) =>
    t(least === most ? 'only' : 'between', { least, most });
  const percent = { required: true, pattern: /^\d{1,2}(\.\d{1,2})?$/, message: t('bad_rate') };
  return (
    <>
      <Form.Item
        name="amount"
        label={t('amount_yuan')}
        extra={bounds && between(short(bounds.min_amount), short(bounds.max_amount))}
        rules={[{ required: true, pattern: /^\d{1,12}(\.\d{1,2})?$/, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item
        name="months"
        label={t('term_months')}
        extra={bounds && between(bounds.min_term_months, bounds.max_term_months)}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={360} precision={0} />
      </Form.Item>
      <Form.Item
        name="rate"
        label={t('rate_percent')}
        extra={bounds && between(formatRate(bounds.min_rate), formatRate(bounds.max_rate))}
        rules={[percent]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item
        name="fee"
        label={t('fee_percent')}
        extra={bounds && between(percentOf(bounds.min_fee_bps), percentOf(bounds.max_fee_bps))}
        rules={[percent]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item
        name="speed"
        label={t('speed_days')}
        extra={bounds && between(0, bounds.max_days_to_money)}
        rules={[{ required: true }]}
      >
        <InputNumber min={0} max={90} precision={0} />
      </Form.Item>
      <Form.Item name="days" label={t('valid_for')}>
        <Select options={DAYS.map((value) => ({ value, label: t('days', { count: value }) }))} />
      </Form.Item>
      <Form.Item name="conditions" label={t('conditions')} extra={t('conditions_hint')}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </>
  );
}

function startOf(
  { invitation, products }: InvitationPageBody,
  current?: BidOfferBody,
): Partial<BidForm> {
  if (current === undefined) {
    return {
      product: products[0]?.product_id,
      amount: products[0]?.most.amount ?? invitation.amount.amount,
      months: invitation.term_months,
      fee: '1',
      speed: 2,
      days: A_WEEK,
    };
  }
  return {
    product: current.product_id,
    amount: current.amount.amount,
    months: current.term_months,
    rate: toPercent(current.yearly_rate),
    fee: String(current.fee_bps / 100),
    speed: current.days_to_money,
    days: A_WEEK,
    conditions: current.conditions ?? undefined,
  };
}

/** "5.5" is "0.0550": no digit is lost or invented. */
function fraction(percent: string): string {
  return `0.${String(bpsFromPercent(percent) ?? 0n).padStart(4, '0')}`;
}

function percentOf(bps: number): string {
  return `${bps / 100}%`;
}
