import { useTranslation } from 'react-i18next';

/** A group in words: provinces and industries from their rooms, the rest from here. */
export function useGroupWords(): (by: string, name: string) => string {
  const { t } = useTranslation(['models', 'regions', 'parties']);
  return (by, name) => {
    if (by === 'region') return t(`regions:${name}0000`, { defaultValue: name });
    if (by === 'industry') return t(`parties:section.${name}`, { defaultValue: name });
    return t(`${by}.${name}`, { defaultValue: name });
  };
}
