import { isProblem, type ApiError } from '@/api/problems';

export interface FieldFault {
  /** Where antd's form keeps the field. */
  name: (string | number)[];
  /** Key of the words in common.json. */
  words: string;
}

const WORDS: Record<string, string> = {
  missing: 'fault.missing',
  string_too_short: 'fault.too_short',
  string_too_long: 'fault.too_long',
  greater_than: 'fault.too_small',
  greater_than_equal: 'fault.too_small',
  less_than: 'fault.too_large',
  less_than_equal: 'fault.too_large',
  amount_decimals: 'fault.decimals',
  decimal_max_places: 'fault.decimals',
  currency_unknown: 'fault.currency',
};

/** The fields of the body the API found wrong; it says where and what kind, never what was sent. */
/** Of the request itself, and of a record whose fields depend on its kind. */
const INVALID = [
  'common.invalid_request',
  'common.too_many_decimals',
  'common.unknown_currency',
  'collateral.record_invalid',
] as const;

function isInvalid(error: unknown): error is ApiError {
  return INVALID.some((code) => isProblem(error, code));
}

export function fieldFaults(error: unknown): FieldFault[] {
  if (!isInvalid(error)) return [];
  const faults = error.params.faults as { pointer: string; kind: string }[] | undefined;
  return (faults ?? [])
    .filter(({ pointer }) => pointer.startsWith('/body/'))
    .map(({ pointer, kind }) => ({
      name: pointer
        .split('/')
        .slice(2)
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      words: WORDS[kind] ?? 'fault.wrong',
    }));
}
