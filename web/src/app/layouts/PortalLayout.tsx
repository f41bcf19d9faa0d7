import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { startLive } from '@/api/live';
import { sessionOptions, type Session } from '@/api/session';
import { liveRules, menuOf, slotsOf } from '../rooms';
import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { PortalMenu } from './PortalMenu';
import { PortalTabs } from './PortalTabs';
import { SlotPart } from './SlotPart';
import { StepUpDialog } from './StepUpDialog';
import { ThemeSwitch } from './ThemeSwitch';
import { UserMenu } from './UserMenu';
import { usePageTitle } from './usePageTitle';

const SecondFactorNotice = lazy(() => import('./SecondFactorNotice'));

export default function PortalLayout() {
  const { data: session } = useQuery(sessionOptions);
  useLeaveWhenSignedOut(session);
  return session ? <Desk session={session} /> : null;
}

function Desk({ session }: { session: Session }) {
  const { t } = useTranslation('shell');
  const { portal, permissions, organisation } = session;
  const entries = menuOf(portal, permissions);
  useLiveUpdates();
  usePageTitle();
  return (
    <div className="portal">
      <a className="skip-link" href="#content">
        {t('skip_to_content')}
      </a>
      <header className="portal-bar">
        <Brand to={`/${portal}`} />
        <span className="org muted" title={organisation.name}>
          {organisation.name}
        </span>
        <div className="spring" />
        {slotsOf('header', portal, permissions).map((slot) => (
          <SlotPart key={slot.key} slot={slot} quiet />
        ))}
        <ThemeSwitch />
        <LanguageSwitch />
        <UserMenu session={session} />
      </header>
      <PortalMenu portal={portal} entries={entries} />
      <main id="content" className="portal-page" tabIndex={-1}>
        {session.second_factor_due_at && (
          <Suspense fallback={null}>
            <SecondFactorNotice session={session} dueAt={session.second_factor_due_at} />
          </Suspense>
        )}
        <Outlet />
      </main>
      <PortalTabs portal={portal} entries={entries} />
      <StepUpDialog />
    </div>
  );
}

function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => startLive(queries, liveRules), [queries]);
}

/** The session may end in another tab, by its age or by the button in the corner. */
function useLeaveWhenSignedOut(session: Session | null | undefined): void {
  const navigate = useNavigate();
  const here = useLocation({ select: ({ href }) => href });
  useEffect(() => {
    if (session === null) void navigate({ to: '/sign-in', search: { next: here }, replace: true });
  }, [session, navigate, here]);
}
