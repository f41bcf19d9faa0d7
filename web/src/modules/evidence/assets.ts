import type { NewAssetBody } from '@/api/generated/types.gen';

/** What makes a thing this one. */
export type AssetMark = Pick<NewAssetBody, 'kind' | 'issuer' | 'serial'>;

export const KINDS: readonly AssetMark['kind'][] = [
  'goods',
  'warehouse_receipt',
  'ear_tag',
  'equipment',
  'intangible_right',
  'order',
  'receivable',
  'guarantee',
  'share',
  'carbon_report',
];
