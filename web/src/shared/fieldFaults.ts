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
};

/** The fields of the body the API found wrong; it says where and what kind, never what was sent. */
/** Of the request itself, and of a record whose fields depend on its kind. */
function isInvalid(error: unknown): error is ApiError {
  return (
    isProblem(error, 'common.invalid_request') || isProblem(error, 'collateral.record_invalid')
  );
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
