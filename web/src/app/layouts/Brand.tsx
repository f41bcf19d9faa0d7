import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function Brand({ to }: { to: string }) {
  const { t } = useTranslation('shell');
  return (
    <Link to={to} className="brand" aria-label={t('brand.home')}>
      <img src="/icons/rongqu.svg" alt="" />
      <span>{t('brand.name')}</span>
    </Link>
  );
}
