import type { LoanBody, QuoteBody, RepaymentBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export type Bucket = LoanBody['bucket'];

export const BUCKETS: readonly Bucket[] = ['current', 'd1_30', 'd31_60', 'd61_90', 'd90_plus'];

export const BUCKET_TONES: Record<Bucket, Tone> = {
  current: 'good',
  d1_30: 'warning',
  d31_60: 'warning',
  d61_90: 'bad',
  d90_plus: 'bad',
};

export const REPAYMENT_TONES: Record<RepaymentBody['status'], Tone> = {
  ordered: 'running',
  applied: 'good',
  failed: 'bad',
};

/** What is paid by the one button: what is late, else the next instalment. */
export function firstQuote(quotes: readonly QuoteBody[]): QuoteBody | undefined {
  return quotes.find(({ kind }) => kind === 'arrears') ?? quotes[0];
}

export const METHODS: readonly LoanBody['method'][] = [
  'equal_instalment',
  'equal_principal',
  'interest_only',
  'bullet',
  'flat',
];

export function scheduleAddress(loan: LoanBody): string {
  return `/api/v1/loans/${loan.id}/schedule.csv`;
}

export function statementAddress(loan: LoanBody, form: 'pdf' | 'xlsx'): string {
  return `/api/v1/loans/${loan.id}/statement.${form}`;
}
