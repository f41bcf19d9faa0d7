import type { ConfigProviderProps } from 'antd';
import dayjs from 'dayjs';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import type { Language } from './i18n';

export type AntdLocale = NonNullable<ConfigProviderProps['locale']>;

const LOCALES: Record<Language, () => Promise<AntdLocale>> = {
  'zh-CN': async () => {
    const [{ default: locale }] = await Promise.all([
      import('antd/es/locale/zh_CN'),
      import('dayjs/locale/zh-cn'),
    ]);
    dayjs.locale('zh-cn');
    return locale;
  },
  en: async () => {
    const { default: locale } = await import('antd/es/locale/en_US');
    dayjs.locale('en');
    return locale;
  },
};

/** The words antd and its calendars bring along. */
export function loadAntdLocale(language: Language): Promise<AntdLocale> {
  return LOCALES[language]();
}

/**
 * `first` has to be there before the first render: antd builds its tree anew when a locale comes
 * later, and whatever was typed until then is lost.
 */
export function useAntdLocale(first: AntdLocale): AntdLocale {
  const [locale, setLocale] = useState(first);
  useEffect(() => {
    const change = (language: string): void => {
      void loadAntdLocale(language as Language).then(setLocale);
    };
    i18next.on('languageChanged', change);
    return () => i18next.off('languageChanged', change);
  }, []);
  return locale;
}
