import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMaybeSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { ThemeSwitch } from './ThemeSwitch';

export default function PublicLayout() {
  const { t } = useTranslation('shell');
  const session = useMaybeSession();
  return (
    <div className="public">
      <a className="skip-link" href="#content">
        {t('skip_to_content')}
      </a>
      <header className="public-bar">
        <Brand to="/" />
        <div className="spring" />
        <ThemeSwitch />
        <LanguageSwitch />
        {session ? (
          <ButtonLink primary to={`/${session.portal}`}>
            {t('to_my_desk')}
          </ButtonLink>
        ) : (
          <ButtonLink to="/sign-in">{t('sign_in')}</ButtonLink>
        )}
      </header>
      <main id="content" className="public-page" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="public-foot">
        {t('footer')} · <Link to="/sign-up">{t('sign_up')}</Link> ·{' '}
        <Link to="/verify">{t('verify')}</Link> · <Link to="/developers">{t('developers')}</Link>
      </footer>
    </div>
  );
}
