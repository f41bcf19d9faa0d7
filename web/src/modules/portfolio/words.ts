import { useTranslation } from 'react-i18next';
import type { Dimension, RiskAssumptionsBody } from '@/api/generated/types.gen';
import { useIndustries, useRegions } from '@/shared/codes';
import { formatShort, toMinor, type Money } from '@/shared/money';
import { formatRate } from '@/shared/rates';

export const ROWS = '/operations/portfolio-risk/exposures';
export const GRADES = ['A', 'B', 'C', 'D', 'E', 'unknown'] as const;
const UNKNOWN = 'unknown';

/** Ten thousand yuan, for the axes and cells of pictures. */
export const inWan = ({ amount }: Money): number => Number(toMinor(amount) / 10_000n) / 100;

/** The words of a part's code. */
export function usePartWords(): (
  dimension: Dimension,
  code: string,
  name?: string | null,
) => string {
  const { t } = useTranslation('portfolio');
  const industries = useIndustries();
  const regions = useRegions();
  return (dimension, code, name) => {
    if (code === UNKNOWN && dimension !== 'borrower' && dimension !== 'group')
      return t(`unknown.${dimension}`);
    if (dimension === 'industry') return industries.nameOf(code);
    if (dimension === 'region') return regions.nameOf(`${code}0000`);
    if (dimension === 'collateral') return t(`collateral.${code}`);
    return name ?? code;
  };
}

/** What lies between the edges, the best band first. */
export function useBands(given: RiskAssumptionsBody): { pd: string[]; loss: string[] } {
  const { t, i18n } = useTranslation('portfolio');
  const between = (edges: string[]): string[] => [
    t('band.below', { to: edges[0] }),
    ...edges.slice(1).map((to, place) => t('band.between', { from: edges[place], to })),
    t('band.from', { from: edges.at(-1) }),
  ];
  return {
    pd: between(given.pd_edges.map(formatRate)),
    loss: between(given.loss_edges.map((edge) => formatShort(edge, i18n.language))),
  };
}
