import type { Dayjs } from 'dayjs';
import type { NewOfferingBody } from '@/api/generated/types.gen';
import { moneyFromText } from '@/shared/money';

export interface OfferingFields extends Pick<
  NewOfferingBody,
  'kind' | 'title' | 'summary' | 'risk_class' | 'method' | 'allotment' | 'disclosure'
> {
  target: string;
  minimum: string;
  ticket: string;
  step: string;
  percent: string;
  fee_percent: string;
  months: string;
  region_code: string;
  industry: string;
  closes_at: Dayjs;
}

/** As the API wants it; the form has checked each field. */
export function toOffering(id: string, fields: OfferingFields): NewOfferingBody {
  const { target, minimum, ticket, step, percent, fee_percent, months, closes_at, ...rest } =
    fields;
  const money = (text: string) => moneyFromText(text) ?? { amount: text, currency: 'CNY' };
  return {
    ...rest,
    id,
    target: money(target),
    minimum: money(minimum),
    ticket: money(ticket),
    step: money(step),
    yearly_rate: (Number(percent) / 100).toFixed(4),
    management_fee_rate: (Number(fee_percent) / 100).toFixed(4),
    term_months: Number(months),
    closes_at: closes_at.toISOString(),
  };
}
