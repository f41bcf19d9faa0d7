import { useTranslation } from 'react-i18next';
import type { ReasonWords } from '@/api/generated/types.gen';

const MISSING = 'missing.';

/** Words of facts and reasons; a rule brings its own, in both languages. */
export function useDecisionWords() {
  const { t, i18n } = useTranslation('risk');
  const fact = (name: string): string => {
    if (name.startsWith('feature.')) return t(name, { defaultValue: name });
    return t(`fact.${name}`, { defaultValue: name });
  };
  const reason = ({ code, zh, en }: ReasonWords): string => {
    if (code === 'matrix') return t('decision.by_matrix');
    if (code.startsWith(MISSING)) {
      return t('decision.missing', { fact: fact(code.slice(MISSING.length)) });
    }
    return i18n.language.startsWith('zh') ? zh : en;
  };
  return { fact, reason };
}
