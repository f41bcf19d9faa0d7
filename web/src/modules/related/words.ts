import type { DebtSource, LinkKind } from '@/api/generated/types.gen';

export const KINDS = [
  'control',
  'controller',
  'ownership',
  'dependence',
  'guarantee',
  'phone',
  'address',
  'device',
  'account',
] as const satisfies LinkKind[];
export const SOURCES = ['declared', 'credit_report', 'peer'] as const satisfies DebtSource[];
/** Only these come with a share. */
export const WITH_SHARE: readonly LinkKind[] = ['ownership', 'dependence'];
