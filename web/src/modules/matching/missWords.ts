import { useTranslation } from 'react-i18next';
import type { MissBody } from '@/api/generated/types.gen';
import { useFigureText, type FigureUnit } from '@/shared/figures';

const OWN = new Set(['amount', 'term_months', 'limit', 'grade', 'purpose']);

interface MissWords {
  nameOf: (miss: MissBody) => string;
  whyOf: (miss: MissBody) => string;
  remedyOf: (miss: MissBody) => string;
}

/** A missed condition in words: what it is about, by how much, and what would help. */
export function useMissWords(): MissWords {
  const { t } = useTranslation(['matching', 'catalog', 'regions']);
  const figure = useFigureText();

  const codeOf = (fact: string, code: string): string => {
    if (fact === 'purpose') return t(`catalog:purpose.${code}`);
    if (fact === 'industry_section') return t(`catalog:section.${code}`);
    if (fact === 'province') return t(`regions:${code}`, { defaultValue: code });
    return code;
  };
  const shown = (miss: MissBody, value: string): string =>
    miss.unit === 'code' ? codeOf(miss.fact, value) : figure(miss.unit as FigureUnit, value);
  const partsOf = (miss: MissBody) => ({
    op: t(`catalog:op.${miss.op}`),
    needed: Array.isArray(miss.needed)
      ? miss.needed.map((code) => codeOf(miss.fact, code)).join(t('comma'))
      : shown(miss, miss.needed),
    actual: miss.actual === null ? '' : shown(miss, miss.actual),
    gap: miss.gap === null ? '' : shown(miss, miss.gap),
  });

  return {
    nameOf: ({ fact }) => (OWN.has(fact) ? t(`fact.${fact}`) : t(`catalog:fact.${fact}`)),
    whyOf: (miss) => t(whyKey(miss), partsOf(miss)),
    remedyOf: ({ remedy, fact, target }) => {
      if (remedy === 'reach' && fact === 'grade') return t('remedy.reach_grade');
      return t(`remedy.${remedy}`, {
        target: target === null ? '' : figure(remedyUnit(remedy, fact), target),
      });
    },
  };

  function remedyUnit(remedy: MissBody['remedy'], fact: string): FigureUnit {
    if (remedy === 'ask_less' || remedy === 'ask_more') return 'yuan';
    if (remedy === 'wait' || remedy === 'change_term') return 'months';
    return UNITS[fact] ?? 'ratio';
  }
}

const UNITS: Readonly<Record<string, FigureUnit>> = {
  score: 'points',
  employees: 'people',
  yearly_revenue: 'yuan',
  net_assets: 'yuan',
  net_profit: 'yuan',
  invoiced_revenue: 'yuan',
  debt_ratio: 'share',
  top_customer_share: 'share',
  top_supplier_share: 'share',
  void_rate: 'share',
};

function whyKey({ fact, op, unit, actual }: MissBody): string {
  const known = actual !== null;
  if (fact === 'limit' || fact === 'grade') return known ? `miss.${fact}` : `miss.${fact}_unknown`;
  if (fact === 'purpose') return 'miss.purpose';
  if (fact === 'amount') return `miss.amount_${op}`;
  if (fact === 'term_months') return `miss.term_${op}`;
  if (unit === 'code') return known ? 'miss.needs_code' : 'miss.unknown_code';
  return known ? 'miss.needs' : 'miss.unknown';
}
