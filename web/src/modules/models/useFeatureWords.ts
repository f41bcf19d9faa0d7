import { useTranslation } from 'react-i18next';

/** What a feature is called; its own name where the product has no words for it. */
export function useFeatureWords(): (feature: string) => string {
  const { t } = useTranslation(['risk', 'models']);
  return (feature) => t(`feature.${feature}`, { defaultValue: feature });
}
