import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useCurrentAddress, useLocation } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useApiKey } from '#lib/use-api-key.ts';
import { lazyPages, loadPages } from './lazy-pages.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageBoundary } from './error-pages.tsx';
import { PageShortcuts } from './page-shortcuts.tsx';
import { Shell } from './shell.tsx';
import { useIdleWatch } from './session.ts';
import { useRecent } from './use-recent.ts';
import { useShortcutKeys } from './global-shortcuts.tsx';

const WaitingImport = lazy(() =>
  import('#features/import/import-card.tsx').then(({ WaitingImport: notice }) => ({ default: notice })),
);

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to={paths.ids} replace />
      </Route>
      <Route path={paths.connect}>
        <lazyPages.connect.Part
          unfinished={
            <Suspense>
              <WaitingImport />
            </Suspense>
          }
        />
      </Route>
      <Route path="/ids/:id?">{({ id }) => <lazyPages.ids.Part openId={id} />}</Route>
      <Route path={paths.import} component={lazyPages.import.Part} />
      <Route path="/submissions/:submissionId?">
        {({ submissionId }) => <lazyPages.submissions.Part openSubmission={submissionId} />}
      </Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** Without a key every page leads to Connect, which knows the way back. */
function PagesWithKey() {
  const key = useApiKey();
  const address = useCurrentAddress();
  useRecent(address.path, key !== undefined);
  if (key === undefined && address.path !== paths.connect) {
    return <Redirect to={paths.connect} replace state={{ from: address.whole }} />;
  }
  return <Pages />;
}

/** What is broken is the page, and that is left by going to another. */
function GuardedPages() {
  const [path] = useLocation();
  return (
    <PageBoundary key={path.split('/')[1]} isInFrame>
      <PagesWithKey />
    </PageBoundary>
  );
}

export function App() {
  // Now that one page is drawn, the others: they are then shown at once, and without a network too.
  useEffect(() => void loadPages(), []);
  useIdleWatch();
  useShortcutKeys();
  return (
    <Shell>
      <PageShortcuts />
      <GuardedPages />
    </Shell>
  );
}
