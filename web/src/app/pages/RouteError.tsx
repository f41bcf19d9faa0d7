import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorState } from '@/shared/ErrorState';
import { NotForYourRole } from '../guards';

export function RouteError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell');
  const router = useRouter();
  if (error instanceof NotForYourRole) {
    return <EmptyState title={t('not_allowed.title')} hint={t('not_allowed.hint')} />;
  }
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} onRetry={again} />;
}
