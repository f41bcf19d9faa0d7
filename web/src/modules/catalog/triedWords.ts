import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listProductFactsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ConditionBody, ConditionTriedBody } from '@/api/generated/types.gen';
import { useConditionWords } from './words';

/** Facts of the wish itself, beside the catalogue's. */
const OF_THE_WISH: Readonly<Record<string, 'yuan' | 'months' | 'code'>> = {
  amount: 'yuan',
  term_months: 'months',
  grade: 'code',
};

/** A condition that refuses, as a sentence. */
export function useTriedWords(): (condition: ConditionTriedBody) => string {
  const { i18n } = useTranslation('catalog');
  const facts = useQuery({ ...listProductFactsOptions(), staleTime: Infinity });
  const known = [
    ...(facts.data ?? []),
    ...Object.entries(OF_THE_WISH).map(([name, unit]) => ({
      name,
      unit,
      operators: [],
      at_least: null,
      at_most: null,
      codes: [],
    })),
  ];
  const inWords = useConditionWords(known);
  return ({ fact, op, needed }) => {
    const isCode = known.find(({ name }) => name === fact)?.unit === 'code';
    const value = isCode ? needed.split(', ') : needed;
    return i18n.exists(`catalog:fact.${fact}`)
      ? inWords({ fact, op: op as ConditionBody['op'], value })
      : fact;
  };
}
