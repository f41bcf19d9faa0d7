import { useTranslation } from 'react-i18next';
import { PageHead } from '@/shared/PageHead';
import { Quality } from './Quality';

/** How the book rolls from bucket to bucket, and how its vintages turn out. */
export default function QualityPage() {
  const { t } = useTranslation('collections');
  return (
    <>
      <PageHead title={t('quality.title')} />
      <Quality />
    </>
  );
}
