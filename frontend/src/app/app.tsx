import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Redirect, Route, Switch } from 'wouter';
import { apiKey } from '#lib/api-key.ts';
import { useCurrentAddress, useLocation } from '#lib/navigation.ts';
import { useObservable } from '#lib/observable.ts';
import { paths } from '#lib/paths.ts';
import { loadSettings, SettingsContext } from '#lib/settings.ts';
import { NotFoundPage, PageErrorBoundary } from './error-pages.tsx';
import { PageShortcuts, useGlobalShortcuts } from './global-shortcuts.tsx';
import { lazyPart } from './lazy-part.tsx';
import { type PageProps, routeNameAt, routes } from './routes.ts';
import {
  clearDataOnDisconnect,
  createQueryClient,
  refreshOnFocus,
  useIdleTimeout,
  useRecentPages,
  useSharedKey,
} from './session.ts';
import { Shell } from './shell.tsx';

const WaitingImport = lazy(() =>
  import('#features/import/import-card.tsx').then(({ WaitingImport: notice }) => ({ default: notice })),
);

const pages = routes.map((route) => ({
  name: route.name,
  pattern: route.hasDetails ? `${route.path}/:openId?` : route.path,
  ...lazyPart<PageProps>(route.load),
}));

function Pages() {
  const unfinished = (
    <Suspense>
      <WaitingImport />
    </Suspense>
  );
  return (
    <Switch>
      <Route path="/">
        <Redirect to={paths.ids} replace />
      </Route>
      {pages.map(({ name, pattern, Part }) => (
        <Route key={name} path={pattern}>
          {({ openId }: { readonly openId?: string }) => <Part openId={openId} unfinished={unfinished} />}
        </Route>
      ))}
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** Without a key every page redirects to Connect, which returns to the requested address. */
function PagesWithKey() {
  const key = useObservable(apiKey);
  const { path, whole } = useCurrentAddress();
  useRecentPages(path, key !== undefined);
  if (key === undefined && path !== paths.connect) {
    return <Redirect to={paths.connect} replace state={{ from: whole }} />;
  }
  return <Pages />;
}

function App() {
  const [path] = useLocation();
  // Load the other pages once the first is rendered: they then open without delay, and offline.
  useEffect(() => void Promise.allSettled(pages.map(({ load }) => load())), []);
  useIdleTimeout();
  useSharedKey();
  useGlobalShortcuts();
  return (
    <Shell>
      <PageShortcuts />
      {/* The key resets a failed page when the user navigates to another. */}
      <PageErrorBoundary key={path.split('/')[1]} isInFrame>
        <PagesWithKey />
      </PageErrorBoundary>
    </Shell>
  );
}

const queryClient = createQueryClient();
clearDataOnDisconnect(queryClient);
refreshOnFocus();

export async function renderApp(root: HTMLElement): Promise<void> {
  const firstRoute = routeNameAt(location.pathname);
  const firstPage = pages.find(({ name }) => name === firstRoute);
  // main.ts has already requested the page's code, so it is rendered together with the frame.
  const [settings] = await Promise.all([loadSettings(), Promise.allSettled([firstPage?.load()])]);
  createRoot(root).render(
    <StrictMode>
      <PageErrorBoundary>
        <SettingsContext value={settings}>
          <QueryClientProvider client={queryClient}>
            <App />
          </QueryClientProvider>
        </SettingsContext>
      </PageErrorBoundary>
    </StrictMode>,
  );
}
