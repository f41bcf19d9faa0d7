import type { ConditionBody, TermsBody } from '@/api/generated/types.gen';
import { moneyFromText } from '@/shared/money';
import { bpsFromPercent, toPercent } from '@/shared/rates';

/** The editor's fields: amounts and percentages as they are typed, conditions row by row. */
export interface ProductDraft extends Omit<
  TermsBody,
  | 'min_amount'
  | 'max_amount'
  | 'pricing'
  | 'fee_bps'
  | 'conditions'
  | 'valid_to'
  | 'collateral'
  | 'tenor_steps'
  | 'green_steps'
  | 'lease'
> {
  min_amount: string;
  max_amount: string;
  pricing: { grade: TermsBody['pricing'][number]['grade']; percent: string }[];
  fee_percent: string;
  conditions: (Pick<ConditionBody, 'fact' | 'op'> & { number?: string; codes?: string[] })[];
  valid_to?: string | null;
  tenor_steps?: { over_months: number; percent: string }[];
  green_steps?: { saving: string; percent: string }[];
  collateral?: { kind: TermsBody['collateral'][number]['kind']; percent: string }[];
  /** Shares as percentages. */
  lease?: { in_advance?: boolean; deposit_share?: string; residual_share?: string } | null;
}

export function draftOf(terms: TermsBody): ProductDraft {
  return {
    ...terms,
    min_amount: terms.min_amount.amount,
    max_amount: terms.max_amount.amount,
    pricing: terms.pricing.map(({ grade, yearly_rate }) => ({
      grade,
      percent: toPercent(yearly_rate),
    })),
    tenor_steps: (terms.tenor_steps ?? []).map(({ over_months, more }) => ({
      over_months,
      percent: toPercent(more),
    })),
    green_steps: (terms.green_steps ?? []).map(({ saving, less }) => ({
      saving: toPercent(saving),
      percent: toPercent(less),
    })),
    collateral: terms.collateral.map(({ kind, lending_share }) => ({
      kind,
      percent: toPercent(lending_share),
    })),
    lease: terms.lease && {
      in_advance: terms.lease.in_advance,
      deposit_share: toPercent(terms.lease.deposit_share),
      residual_share: toPercent(terms.lease.residual_share),
    },
    fee_percent: toPercent(fractionOfBps(BigInt(terms.fee_bps))),
    conditions: terms.conditions.map(({ fact, op, value }) => ({
      fact,
      op,
      ...(Array.isArray(value) ? { codes: value } : { number: value }),
    })),
  };
}

/** `undefined` while something needed is missing or cannot be read. */
export function termsOf(draft: Partial<ProductDraft>): TermsBody | undefined {
  if (NEEDED.some((name) => isEmpty(draft[name]))) return undefined;
  const whole = draft as ProductDraft;
  const min = moneyFromText(whole.min_amount);
  const max = moneyFromText(whole.max_amount);
  const fee = bpsFromPercent(whole.fee_percent);
  const rows = rowsOf(whole);
  const lease = leaseOf(whole);
  if (min === undefined || max === undefined || fee === undefined || rows === undefined)
    return undefined;
  if (lease === undefined) return undefined;
  return {
    ...whole,
    ...rows,
    lease,
    min_amount: min,
    max_amount: max,
    fee_bps: Number(fee),
    rate_base: whole.rate_base ?? 'fixed',
    repricing: mayFloat(whole) ? (whole.repricing ?? null) : null,
    pilot_regions: whole.pilot_regions ?? [],
    valid_to: whole.valid_to || null,
  };
}

/** A margin over the LPR can follow it; rentals and flat interest are fixed. */
export function mayFloat({ kind, rate_base, method }: Partial<ProductDraft>): boolean {
  return rate_base === 'lpr' && kind !== 'equipment_lease' && method !== 'flat';
}

/** `null` for what is no lease; `undefined` while it is not whole. */
function leaseOf({ kind, lease }: ProductDraft): TermsBody['lease'] {
  if (kind !== 'equipment_lease') return null;
  const deposit = bpsFromPercent(lease?.deposit_share ?? '');
  const residual = bpsFromPercent(lease?.residual_share ?? '');
  if (lease?.in_advance === undefined || deposit === undefined || residual === undefined)
    return undefined;
  return {
    in_advance: lease.in_advance,
    deposit_share: fractionOfBps(deposit),
    residual_share: fractionOfBps(residual),
  };
}

/** Every list of rows; `undefined` while one of them is not whole. */
function rowsOf(whole: ProductDraft) {
  const pricing = whole.pricing.map((row) => priceOf(row));
  const conditions = whole.conditions.map((row) => conditionOf(row));
  const collateral = (whole.collateral ?? []).map((row) => securityOf(row));
  const tenor_steps = (whole.tenor_steps ?? []).map((row) => tenorOf(row));
  const green_steps = (whole.green_steps ?? []).map((row) => greenOf(row));
  if (!isWhole(pricing) || !isWhole(conditions) || !isWhole(collateral)) return undefined;
  if (!isWhole(tenor_steps) || !isWhole(green_steps)) return undefined;
  return { pricing, conditions, collateral, tenor_steps, green_steps };
}

const NEEDED = [
  'kind',
  'name',
  'name_en',
  'summary',
  'summary_en',
  'min_term_months',
  'max_term_months',
  'method',
  'day_count',
  'days_to_money',
  'valid_from',
  'min_amount',
  'max_amount',
  'fee_percent',
  'pricing',
  'conditions',
] as const;

/** A margin may be below the LPR: "-0.5". */
function priceOf(row: Partial<ProductDraft['pricing'][number]> | undefined) {
  const [, sign = '', text = ''] = /^\s*([-−]?)(.*)$/.exec(row?.percent ?? '') ?? [];
  const bps = bpsFromPercent(text);
  if (row?.grade === undefined || bps === undefined) return undefined;
  return { grade: row.grade, yearly_rate: `${sign && '-'}${fractionOfBps(bps)}` };
}

function tenorOf(
  row: Partial<NonNullable<ProductDraft['tenor_steps']>[number]> | undefined,
): NonNullable<TermsBody['tenor_steps']>[number] | undefined {
  const bps = bpsFromPercent(row?.percent ?? '');
  if (row?.over_months === undefined || bps === undefined) return undefined;
  return { over_months: row.over_months, more: fractionOfBps(bps) };
}

function greenOf(
  row: Partial<NonNullable<ProductDraft['green_steps']>[number]> | undefined,
): NonNullable<TermsBody['green_steps']>[number] | undefined {
  const saving = bpsFromPercent(row?.saving ?? '');
  const less = bpsFromPercent(row?.percent ?? '');
  if (saving === undefined || less === undefined) return undefined;
  return { saving: fractionOfBps(saving), less: fractionOfBps(less) };
}

function securityOf(
  row: Partial<NonNullable<ProductDraft['collateral']>[number]> | undefined,
): TermsBody['collateral'][number] | undefined {
  const bps = bpsFromPercent(row?.percent ?? '');
  if (row?.kind === undefined || bps === undefined) return undefined;
  return { kind: row.kind, lending_share: fractionOfBps(bps) };
}

function conditionOf(
  row: Partial<ProductDraft['conditions'][number]> | undefined,
): ConditionBody | undefined {
  const value = row?.codes ?? row?.number;
  if (row?.fact === undefined || row.op === undefined || value === undefined) return undefined;
  if (typeof value === 'string' && !/^-?\d{1,15}(\.\d{1,8})?$/.test(value)) return undefined;
  return { fact: row.fact, op: row.op, value };
}

/** 485 hundredths of a percent are "0.0485". */
function fractionOfBps(bps: bigint): string {
  const digits = bps.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isWhole<Row>(rows: (Row | undefined)[]): rows is Row[] {
  return rows.every((row) => row !== undefined);
}
