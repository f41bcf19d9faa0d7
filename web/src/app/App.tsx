import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider, theme as antdTheme } from 'antd';
import { useEffect, type PropsWithChildren } from 'react';
import { useAntdLocale, type AntdLocale } from './antdLocale';
import { Toasts } from './layouts/Toasts';
import type { createAppRouter } from './router';
import { ThemeProvider, useAntdTheme } from './theme';

interface AppProps {
  queries: QueryClient;
  router: ReturnType<typeof createAppRouter>;
  firstLocale: AntdLocale;
}

export function App({ queries, router, firstLocale }: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <ThemeProvider>
        <AntdProvider firstLocale={firstLocale}>
          <RouterProvider router={router} />
          <Toasts />
        </AntdProvider>
      </ThemeProvider>
    </QueryClientProvider>
  );
}

/** antd would write 登 录 with a gap. */
const PLAIN_BUTTON = { autoInsertSpace: false };

function AntdProvider({ children, firstLocale }: PropsWithChildren<{ firstLocale: AntdLocale }>) {
  return (
    <ConfigProvider
      theme={useAntdTheme()}
      locale={useAntdLocale(firstLocale)}
      button={PLAIN_BUTTON}
    >
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
