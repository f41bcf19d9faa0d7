import type { GetCockpitData } from '@/api/generated/types.gen';
import type { Filters } from '@/shared/list/useFilters';

export type Wish = NonNullable<GetCockpitData['query']>;

/** What the filters in the address mean to the API; a month in the address is `2026-11`. */
export function wishOf({ from, to, region, industry, kind }: Filters): Wish {
  return {
    first_month: from && `${from}-01`,
    last_month: to && `${to}-01`,
    province: region?.slice(0, 2),
    industry,
    product_kind: kind,
  };
}

/** The rows behind a figure: the same filters, and what was clicked. */
export function rowsBehind(
  list: 'applications' | 'loans',
  filters: Filters,
  more: Filters = {},
): string {
  const { cursor: _, ...kept } = filters;
  const search = Object.entries({ ...kept, ...more }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const query = new URLSearchParams(search).toString();
  return `/operations/cockpit/${list}${query ? `?${query}` : ''}`;
}

export const BUCKETS = ['current', 'd1_30', 'd31_60', 'd61_90', 'd90_plus'] as const;
export type Bucket = (typeof BUCKETS)[number];

export function bucketOf(text: string | undefined): Bucket | undefined {
  return BUCKETS.find((bucket) => bucket === text);
}

/** 万元 as a number for a chart's axis: a picture needs no cents. */
export function wan(minorText: string): number {
  return Number(minorText) / 10_000;
}
