import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useApiKey } from '#lib/api-key.ts';
import { useAddressInside } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageShortcuts } from './page-shortcuts.tsx';
import { Shell } from './shell.tsx';
import { useIdleWatch } from './use-idle-watch.ts';
import { useRecent } from './use-recent.ts';
import { useShortcutKeys } from './use-shortcut-keys.ts';

const IdsPage = lazy(() =>
  import('#features/customer-ids/ids-page.tsx').then(({ IdsPage: page }) => ({ default: page })),
);
const ImportPage = lazy(() =>
  import('#features/import/import-page.tsx').then(({ ImportPage: page }) => ({ default: page })),
);
const WaitingImport = lazy(() =>
  import('#features/import/waiting-import.tsx').then(({ WaitingImport: notice }) => ({ default: notice })),
);
const SubmissionsPage = lazy(() =>
  import('#features/submissions/submissions-page.tsx').then(({ SubmissionsPage: page }) => ({ default: page })),
);
const ConnectPage = lazy(() =>
  import('#features/connect/connect-page.tsx').then(({ ConnectPage: page }) => ({ default: page })),
);

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to={paths.ids} replace />
      </Route>
      <Route path={paths.connect}>
        <ConnectPage
          unfinished={
            <Suspense>
              <WaitingImport />
            </Suspense>
          }
        />
      </Route>
      <Route path="/ids/:id?">{({ id }) => <IdsPage openId={id} />}</Route>
      <Route path={paths.import} component={ImportPage} />
      <Route path="/submissions/:submissionId?">
        {({ submissionId }) => <SubmissionsPage openSubmission={submissionId} />}
      </Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** Without a key every page leads to Connect, which knows the way back. */
function PagesWithKey() {
  const key = useApiKey();
  const address = useAddressInside();
  useRecent(address.path, key !== undefined);
  if (key === undefined && address.path !== paths.connect) {
    return <Redirect to={paths.connect} replace state={{ from: address.whole }} />;
  }
  return <Pages />;
}

export function App() {
  useIdleWatch();
  useShortcutKeys();
  return (
    <Shell>
      <PageShortcuts />
      <PagesWithKey />
    </Shell>
  );
}
