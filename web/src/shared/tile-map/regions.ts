/**
 * The 34 provincial regions of GB/T 2260 on a grid of equal tiles, roughly where they lie: no
 * borders are drawn, and a small region weighs as much as a large one.
 */
export const REGIONS: readonly { code: string; column: number; row: number }[] = [
  { code: '230000', column: 8, row: 1 },
  { code: '650000', column: 1, row: 2 },
  { code: '150000', column: 5, row: 2 },
  { code: '210000', column: 7, row: 2 },
  { code: '220000', column: 8, row: 2 },
  { code: '630000', column: 2, row: 3 },
  { code: '620000', column: 3, row: 3 },
  { code: '640000', column: 4, row: 3 },
  { code: '140000', column: 5, row: 3 },
  { code: '130000', column: 6, row: 3 },
  { code: '110000', column: 7, row: 3 },
  { code: '120000', column: 8, row: 3 },
  { code: '540000', column: 1, row: 4 },
  { code: '610000', column: 4, row: 4 },
  { code: '410000', column: 5, row: 4 },
  { code: '370000', column: 6, row: 4 },
  { code: '510000', column: 3, row: 5 },
  { code: '500000', column: 4, row: 5 },
  { code: '420000', column: 5, row: 5 },
  { code: '340000', column: 6, row: 5 },
  { code: '320000', column: 7, row: 5 },
  { code: '310000', column: 8, row: 5 },
  { code: '530000', column: 3, row: 6 },
  { code: '520000', column: 4, row: 6 },
  { code: '430000', column: 5, row: 6 },
  { code: '360000', column: 6, row: 6 },
  { code: '330000', column: 7, row: 6 },
  { code: '450000', column: 4, row: 7 },
  { code: '440000', column: 5, row: 7 },
  { code: '350000', column: 6, row: 7 },
  { code: '710000', column: 8, row: 7 },
  { code: '460000', column: 4, row: 8 },
  { code: '820000', column: 5, row: 8 },
  { code: '810000', column: 6, row: 8 },
];

export const SHADES = 5;

/**
 * Shade 0 (nothing) to 5 (most) of each region. Financing is spread over orders of magnitude, so
 * the steps are equal on a logarithmic scale.
 */
export function shadesOf(values: Readonly<Record<string, number>>): Record<string, number> {
  const present = Object.entries(values).filter(([, value]) => value > 0);
  const logs = present.map(([, value]) => Math.log(value));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const step = (high - low) / SHADES;
  return Object.fromEntries(
    present.map(([code, value]) => {
      const shade = step === 0 ? SHADES : Math.floor((Math.log(value) - low) / step) + 1;
      return [code, Math.min(SHADES, shade)];
    }),
  );
}
