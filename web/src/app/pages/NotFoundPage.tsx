import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';

export function NotFoundPage() {
  const { t } = useTranslation('shell');
  return (
    <EmptyState
      title={t('not_found.title')}
      hint={t('not_found.hint')}
      action={<ButtonLink to="/">{t('not_found.action')}</ButtonLink>}
    />
  );
}
