import { useTranslation } from 'react-i18next';

/** The reader's language as the API takes it. */
export function useLocale(): 'zh-CN' | 'en' {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}
