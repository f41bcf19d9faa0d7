import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider, theme as antdTheme, type ConfigProviderProps } from 'antd';
import { useEffect, useState, type PropsWithChildren } from 'react';
import { useTranslation } from 'react-i18next';
import type { createAppRouter } from './router';
import { Toasts } from './layouts/Toasts';
import { ThemeProvider, useAntdTheme } from './theme';

interface AppProps {
  queries: QueryClient;
  router: ReturnType<typeof createAppRouter>;
}

export function App({ queries, router }: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <ThemeProvider>
        <AntdProvider>
          <RouterProvider router={router} />
          <Toasts />
        </AntdProvider>
      </ThemeProvider>
    </QueryClientProvider>
  );
}

function AntdProvider({ children }: PropsWithChildren) {
  return (
    <ConfigProvider theme={useAntdTheme()} locale={useAntdLocale()} button={PLAIN_BUTTON}>
      <Tokens>{children}</Tokens>
    </ConfigProvider>
  );
}

/** Writes the tokens of the theme as CSS variables even before the first antd component shows. */
function Tokens({ children }: PropsWithChildren) {
  antdTheme.useToken();
  useEffect(() => document.documentElement.classList.add('rongqu'), []);
  return children;
}

/** antd would write 登 录 with a gap. */
const PLAIN_BUTTON = { autoInsertSpace: false };

type AntdLocale = ConfigProviderProps['locale'];

const ANTD_LOCALES: Record<string, () => Promise<AntdLocale>> = {
  'zh-CN': async () => {
    await import('dayjs/locale/zh-cn').then(() => setDayjsLocale('zh-cn'));
    return (await import('antd/es/locale/zh_CN')).default;
  },
  en: async () => {
    await setDayjsLocale('en');
    return (await import('antd/es/locale/en_US')).default;
  },
};

async function setDayjsLocale(name: string): Promise<void> {
  const { default: dayjs } = await import('dayjs');
  dayjs.locale(name);
}

function useAntdLocale(): AntdLocale {
  const { i18n } = useTranslation();
  const [locale, setLocale] = useState<AntdLocale>();
  useEffect(() => {
    let current = true;
    void ANTD_LOCALES[i18n.language]?.().then((loaded) => {
      if (current) setLocale(loaded);
    });
    return () => {
      current = false;
    };
  }, [i18n.language]);
  return locale;
}
