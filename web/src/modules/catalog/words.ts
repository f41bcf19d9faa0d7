import { useTranslation } from 'react-i18next';
import type { ConditionBody, FactBody, ProductBody, TermsBody } from '@/api/generated/types.gen';
import { useFigureText } from '@/shared/figures';
import { formatRate, toPercent } from '@/shared/rates';

/** A product's own words in the reader's language. */
export function useProductName(): (product: Pick<TermsBody, 'name' | 'name_en'>) => string {
  const { i18n } = useTranslation('catalog');
  return ({ name, name_en }) => (i18n.language === 'en' ? name_en : name);
}

export function useSummary(): (product: Pick<TermsBody, 'summary' | 'summary_en'>) => string {
  const { i18n } = useTranslation('catalog');
  return ({ summary, summary_en }) => (i18n.language === 'en' ? summary_en : summary);
}

/** Codes of facts in words: sections have their own, regions those of the map. */
export function useCodeWords(): (fact: string, code: string) => string {
  const { t } = useTranslation(['catalog', 'regions']);
  return (fact, code) => {
    if (fact === 'industry_section') return t(`section.${code}`);
    if (fact === 'province') return t(`regions:${code}`, { defaultValue: code });
    return code;
  };
}

/** "信用评分不低于 600 分": a condition as a sentence. */
export function useConditionWords(
  facts: readonly FactBody[],
): (condition: ConditionBody) => string {
  const { t } = useTranslation('catalog');
  const figure = useFigureText();
  const codeWords = useCodeWords();
  return ({ fact, op, value }) => {
    const unit = facts.find(({ name }) => name === fact)?.unit ?? 'ratio';
    const shown = Array.isArray(value)
      ? value.map((code) => codeWords(fact, code)).join(t('comma'))
      : figure(unit, value);
    return t('condition', { fact: t(`fact.${fact}`), op: t(`op.${op}`), value: shown });
  };
}

/** What secures the loan, each kind with the share of its value that is lent; empty for none. */
export function useCollateralText(): (product: Pick<ProductBody, 'collateral'>) => string {
  const { t } = useTranslation('catalog');
  return ({ collateral }) =>
    collateral
      .map(({ kind, lending_share }) => {
        const name = t(`collateral.${kind}`);
        const percent = `${toPercent(lending_share)}%`;
        return Number(lending_share) > 0 ? t('collateral.of', { kind: name, percent }) : name;
      })
      .join(t('comma'));
}

interface StepTexts {
  tenor: readonly string[];
  green: readonly string[];
  pilot: string;
}

/** What a longer term costs, what saving carbon earns, and where the product is on trial. */
export function useStepTexts(): (product: TermsBody) => StepTexts {
  const { t } = useTranslation(['catalog', 'regions']);
  const codeWords = useCodeWords();
  return ({ tenor_steps = [], green_steps = [], pilot_regions = [] }) => ({
    tenor: tenor_steps.map(({ over_months, more }) =>
      t('tenor.line', { count: over_months, percent: `${toPercent(more)}%` }),
    ),
    green: green_steps.map(({ saving, less }) =>
      t('green.line', { saving: `${toPercent(saving)}%`, percent: `${toPercent(less)}%` }),
    ),
    pilot:
      pilot_regions.map((code) => codeWords('province', code)).join(t('comma')) ||
      t('pilot.everywhere'),
  });
}

/** What a grade pays: a rate, or what is added to the LPR of the day or taken off it. */
export function priceText({ rate_base }: Pick<TermsBody, 'rate_base'>, rate: string): string {
  if (rate_base !== 'lpr') return formatRate(rate);
  return rate.startsWith('-') ? `LPR − ${formatRate(rate.slice(1))}` : `LPR + ${formatRate(rate)}`;
}

/** The best rate anybody gets: prices come in the order of the product's author. */
export function lowestRate(
  product: Pick<ProductBody, 'pricing' | 'rate_base'>,
): string | undefined {
  const [first, ...rest] = product.pricing.map(({ yearly_rate }) => yearly_rate);
  if (first === undefined) return undefined;
  const lowest = rest.reduce((low, rate) => (Number(rate) < Number(low) ? rate : low), first);
  return priceText(product, lowest);
}
