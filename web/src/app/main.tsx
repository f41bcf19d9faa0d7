import './style-nonce';
import '@ant-design/v5-patch-for-react-19';
import './app.css';
import '@/shared/shared.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setUpClient } from '@/api/setup';
import { sessionOptions } from '@/api/session';
import { loadAntdLocale } from './antdLocale';
import { App } from './App';
import { firstLanguage, startI18n } from './i18n';
import { createQueryClient } from './queries';
import { createAppRouter } from './router';

// A page that is open while the app is built anew asks for parts that are gone: it starts again.
// One that has only just started does not, so that it cannot do so forever.
function reloadWhenBuiltAnew(): void {
  window.addEventListener('vite:preloadError', () => {
    if (performance.now() > 10_000) window.location.reload();
  });
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  setUpClient();
  reloadWhenBuiltAnew();
  const queries = createQueryClient();
  // Asked for while the words are still on their way; pages that need the answer wait for it.
  void queries.prefetchQuery(sessionOptions);
  const language = firstLanguage();
  const [firstLocale] = await Promise.all([loadAntdLocale(language), startI18n(language)]);
  const router = createAppRouter(queries);
  createRoot(root).render(
    <StrictMode>
      <App queries={queries} router={router} firstLocale={firstLocale} />
    </StrictMode>,
  );
}

void start();
