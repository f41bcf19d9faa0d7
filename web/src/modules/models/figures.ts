import type { ModelFiguresBody } from '@/api/generated/types.gen';

/** "0.815 (0.690 – 0.940)": no figure without its interval. */
export const interval = ({ auc, auc_low, auc_high }: ModelFiguresBody): string =>
  `${auc.toFixed(3)} (${auc_low.toFixed(3)} – ${auc_high.toFixed(3)})`;

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
