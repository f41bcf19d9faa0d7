import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import dayjs from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { askForOffersMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { CollateralKind, Purpose, Shown } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ErrorNote } from '@/shared/ErrorNote';
import { useFilters } from '@/shared/list/useFilters';
import { moneyFromText } from '@/shared/money';
import { PageHead } from '@/shared/PageHead';
import { LenderChoice } from './LenderChoice';
import { PLEDGES, PURPOSES, TERMS } from './words';
import './bidding.css';

interface AskForm {
  wan: string;
  months: number;
  purpose: Purpose;
  pledges: CollateralKind[];
  days: number;
  shows: Shown[];
  lenders: string[];
}

const DAYS = [1, 2, 3, 5, 7, 14] as const;
const SHOWN: readonly Shown[] = ['figures', 'invoices'];
const TWO_DAYS = 2;
/** The clock of the server may be a little ahead: the longest bidding stays inside of its limit. */
const MARGIN_MINUTES = 5;

/** One form instead of many applications: how much, what for, who may see what. */
export default function AskPage() {
  const { t } = useTranslation(['bidding', 'catalog']);
  const [search] = useFilters();
  const [form] = Form.useForm<AskForm>();
  const id = useRef(crypto.randomUUID());
  const navigate = useNavigate();
  const ask = useAction(askForOffersMutation(), {
    onDone: () => void navigate({ to: `/enterprise/bids/${id.current}` }),
  });
  const wish = Form.useWatch([], form) as AskForm | undefined;
  const amount = moneyFromText(wish?.wan ?? '', 'wan');
  return (
    <>
      <PageHead title={t('ask.title')} />
      <p className="muted">{t('ask.lead')}</p>
      <ErrorNote error={ask.error} />
      <Form<AskForm>
        form={form}
        layout="vertical"
        className="card bid-ask"
        requiredMark={false}
        initialValues={{
          wan: search.wan ?? '',
          months: TERMS.find((term) => String(term) === search.months) ?? 12,
          purpose: PURPOSES.find((one) => one === search.purpose) ?? 'working_capital',
          pledges: [],
          days: TWO_DAYS,
          shows: SHOWN,
          lenders: [],
        }}
        onFinish={({ months, purpose, pledges, days, shows, lenders }) =>
          amount &&
          ask.mutate({
            body: {
              id: id.current,
              amount,
              term_months: months,
              purpose,
              pledges,
              shows,
              lenders,
              closes_at: dayjs().add(days, 'day').subtract(MARGIN_MINUTES, 'minute').toISOString(),
            },
          })
        }
      >
        <div className="bid-ask-row">
          <Form.Item
            name="wan"
            label={t('ask.amount')}
            rules={[{ required: true, pattern: /^\d{1,9}(\.\d{1,2})?$/, message: t('bad_amount') }]}
          >
            <Input inputMode="decimal" suffix={t('wan')} autoComplete="off" />
          </Form.Item>
          <Form.Item name="months" label={t('ask.term')}>
            <Select
              options={TERMS.map((value) => ({ value, label: t('months', { count: value }) }))}
            />
          </Form.Item>
          <Form.Item name="purpose" label={t('ask.purpose')}>
            <Select
              options={PURPOSES.map((value) => ({ value, label: t(`catalog:purpose.${value}`) }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="pledges" label={t('ask.pledges')} extra={t('ask.pledges_hint')}>
          <Checkbox.Group
            options={PLEDGES.map((value) => ({ value, label: t(`catalog:collateral.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="days" label={t('ask.days')}>
          <Select options={DAYS.map((value) => ({ value, label: t('days', { count: value }) }))} />
        </Form.Item>
        <Form.Item name="shows" label={t('ask.shows')} extra={t('ask.shows_hint')}>
          <Checkbox.Group options={SHOWN.map((value) => ({ value, label: t(`shown.${value}`) }))} />
        </Form.Item>
        {wish && amount && amount.amount !== '0.00' && (
          <Form.Item
            name="lenders"
            label={t('ask.lenders')}
            rules={[{ required: true, type: 'array', min: 1, message: t('ask.lenders_missing') }]}
          >
            <LenderChoice
              wish={{
                amount: amount.amount,
                term_months: wish.months,
                purpose: wish.purpose,
                pledges: wish.pledges,
              }}
            />
          </Form.Item>
        )}
        <p className="muted small">{t('ask.consent')}</p>
        <Button type="primary" size="large" htmlType="submit" loading={ask.isPending}>
          {t('ask.go')}
        </Button>
      </Form>
    </>
  );
}
