import { useTranslation } from 'react-i18next';
import { PageHead } from '@/shared/PageHead';
import { ConsentsCard } from './ConsentsCard';
import { ErasureCard } from './ErasureCard';
import { ExportCard } from './ExportCard';
import './privacy.css';

/** What I have agreed to, a copy of what is kept of me, and how I leave. */
export default function PrivacyPage() {
  const { t } = useTranslation('privacy');
  return (
    <>
      <PageHead title={t('own.title')} />
      <p className="muted">{t('own.hint')}</p>
      <div className="privacy-cards">
        <ConsentsCard />
        <div className="privacy-column">
          <ExportCard />
          <ErasureCard />
        </div>
      </div>
    </>
  );
}
