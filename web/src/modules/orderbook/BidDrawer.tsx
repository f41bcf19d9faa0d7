import { DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { placeBidMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { InvestmentKind } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';
import { AMOUNT, discountOf, PRICE } from './prices';

interface Fields {
  amount: string;
  price: string;
  expires_on: Dayjs;
  highest_class: number;
  least_rate: string;
  most_months: string;
  kinds: InvestmentKind[];
}

interface BidDrawerProps {
  /** Without one: for offerings like what is asked in the form. */
  offering?: { id: string; title: string };
  price: string;
  onClose: () => void;
}

const A_MONTH = 30;
const KINDS = [
  'treasury_pledge',
  'bank_factoring',
  'corporate_bond',
  'supply_chain_abs',
  'equity_crowdfunding',
  'mezzanine',
  'reits',
] as const satisfies InvestmentKind[];

/** The money waits, set aside, until somebody sells at the price or below. */
export function BidDrawer({ offering, price, onClose }: BidDrawerProps) {
  const { t } = useTranslation('orderbook');
  const id = useRef(crypto.randomUUID());
  const [form] = Form.useForm<Fields>();
  const typed = Form.useWatch<string | undefined>('price', form) ?? price;
  const place = useAction(placeBidMutation(), {
    onDone: () => {
      toast(t('bid.done'));
      onClose();
    },
  });
  const send = (fields: Fields) =>
    place.mutate({
      body: {
        id: id.current,
        offering_id: offering?.id ?? null,
        likes: offering ? null : likesOf(fields),
        amount: moneyFromText(fields.amount) ?? { amount: fields.amount, currency: 'CNY' },
        highest_price: fields.price,
        expires_on: fields.expires_on.format('YYYY-MM-DD'),
      },
    });
  return (
    <FormDrawer<Fields>
      title={offering ? t('bid.title', { title: offering.title }) : t('bid.likes_title')}
      open
      form={form}
      onClose={onClose}
      onSubmit={send}
      busy={place.isPending}
      error={place.error}
      submitLabel={t('bid')}
      initialValues={{
        price,
        expires_on: dayjs().add(A_MONTH, 'day'),
        highest_class: 2,
        least_rate: '4',
        most_months: '12',
        kinds: [],
      }}
    >
      {!offering && <Likes />}
      <Form.Item
        name="amount"
        label={t('bid.amount')}
        extra={t('bid.amount_hint')}
        rules={[{ required: true }, { pattern: AMOUNT, message: t('bid.bad_amount') }]}
      >
        <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="price"
        label={t('bid.price')}
        extra={PRICE.test(typed) ? t('bid.price_hint', { discount: discountOf(typed) }) : undefined}
        rules={[{ required: true }, { pattern: PRICE, message: t('bid.bad_price') }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="expires_on" label={t('bid.expires_on')} rules={[{ required: true }]}>
        <DatePicker minDate={dayjs().add(1, 'day')} />
      </Form.Item>
    </FormDrawer>
  );
}

function likesOf(fields: Fields) {
  return {
    highest_class: fields.highest_class,
    least_rate: (Number(fields.least_rate) / 100).toFixed(4),
    most_months: Number(fields.most_months),
    kinds: fields.kinds,
  };
}

function Likes() {
  const { t } = useTranslation(['orderbook', 'investing']);
  return (
    <>
      <Form.Item name="highest_class" label={t('bid.class')}>
        <Select
          options={[1, 2, 3, 4, 5].map((value) => ({ value, label: t(`investing:risk.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="least_rate"
        label={t('bid.rate')}
        rules={[
          { required: true },
          { pattern: /^\d{1,2}(\.\d{1,2})?$/, message: t('bid.bad_number') },
        ]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item
        name="most_months"
        label={t('bid.months')}
        rules={[{ required: true }, { pattern: /^[1-9]\d{0,2}$/, message: t('bid.bad_number') }]}
      >
        <Input inputMode="numeric" />
      </Form.Item>
      <Form.Item name="kinds" label={t('bid.kinds')} extra={t('bid.kinds_hint')}>
        <Select
          mode="multiple"
          options={KINDS.map((value) => ({ value, label: t(`investing:kind.${value}`) }))}
        />
      </Form.Item>
    </>
  );
}
