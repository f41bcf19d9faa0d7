import { useTranslation } from 'react-i18next';

/** A group in words: provinces as everywhere, the rest from here. */
export function useGroupWords(): (by: string, name: string) => string {
  const { t } = useTranslation(['models', 'regions']);
  return (by, name) => {
    if (by === 'region') return t(`regions:${name}0000`, { defaultValue: name });
    return t(`${by}.${name}`, { defaultValue: name });
  };
}
