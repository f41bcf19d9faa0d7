import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import i18next from 'i18next';
import { PORTALS, sessionOptions, type Portal } from '@/api/session';
import { NotForYourRole } from './guards';
import { NotFoundPage } from './pages/NotFoundPage';
import { RouteError } from './pages/RouteError';
import { RoutePending } from './pages/RoutePending';
import { allRoutes, type PlacedRoute } from './rooms';

interface RouterContext {
  queries: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  component: lazyRouteComponent(() => import('./layouts/PublicLayout')),
});

const landingRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/',
  loader: () => i18next.loadNamespaces('landing'),
  component: lazyRouteComponent(() => import('./pages/LandingPage')),
});

const signInRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-in',
  loader: () => i18next.loadNamespaces(['account', 'errors']),
  component: lazyRouteComponent(() => import('./pages/SignInPage')),
});

const signInCallbackRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-in/callback',
  loader: () => i18next.loadNamespaces(['account', 'errors']),
  component: lazyRouteComponent(() => import('./pages/SignInCallbackPage')),
});

const signUpRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-up',
  loader: () => i18next.loadNamespaces(['account', 'errors']),
  component: lazyRouteComponent(() => import('./pages/SignUpPage')),
});

const joinRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/join',
  loader: () => i18next.loadNamespaces(['account', 'identity', 'errors']),
  component: lazyRouteComponent(() => import('./pages/JoinPage')),
});

function portalRoute(portal: Portal) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path: `/${portal}`,
    beforeLoad: async ({ context, location }) => {
      const session = await context.queries.ensureQueryData(sessionOptions);
      if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
      if (session.portal !== portal) throw redirect({ to: `/${session.portal}` });
      // A password or a second factor is due: until it is there the API allows nothing else.
      const account = `/${portal}/account`;
      if (session.is_limited && location.pathname !== account) throw redirect({ to: account });
      return { permissions: session.permissions };
    },
    component: lazyRouteComponent(() => import('./layouts/PortalLayout')),
  });
}

function homeRoute(parent: AnyRoute) {
  return createRoute({
    getParentRoute: () => parent,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/PortalHomePage')),
  });
}

function roomRoute(parent: AnyRoute, { path, page, permission, titleKey, room }: PlacedRoute) {
  return createRoute({
    getParentRoute: () => parent,
    path: `/${path}`,
    beforeLoad: ({ context }) => {
      const { permissions } = context as { permissions?: readonly string[] };
      if (permission !== undefined && !permissions?.includes(permission))
        throw new NotForYourRole();
    },
    loader: async () => {
      await i18next.loadNamespaces([room, 'errors']);
      return { titleKey: titleKey && `${room}:${titleKey}` };
    },
    component: lazyRouteComponent(page),
  });
}

function routeTree() {
  const portals = PORTALS.map((portal) => {
    const parent = portalRoute(portal);
    const pages = allRoutes.filter((route) => route.portal === portal);
    const home = pages.some(({ path }) => path === '') ? [] : [homeRoute(parent)];
    return parent.addChildren([...home, ...pages.map((page) => roomRoute(parent, page))]);
  });
  const publicPages = allRoutes
    .filter((route) => route.portal === 'public')
    .map((page) => roomRoute(publicRoute, page));
  return rootRoute.addChildren([
    publicRoute.addChildren([
      landingRoute,
      signInRoute,
      signInCallbackRoute,
      signUpRoute,
      joinRoute,
      ...publicPages,
    ]),
    ...portals,
  ]);
}

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routeTree(),
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Filters are words in the address, `?status=late`, not JSON.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const said = Object.entries(search).filter(([, value]) => value !== undefined);
      const text = new URLSearchParams(said as [string, string][]).toString();
      return text && `?${text}`;
    },
    defaultPendingMs: 300,
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFoundPage,
  });
}
