import { apiKey } from '#lib/api-key.ts';
import { paths } from '#lib/paths.ts';
import { lazyPage } from './lazy-page.tsx';
import { isPartOf } from './pages.ts';

export const lazyPages = {
  ids: lazyPage(() => import('#features/customer-ids/ids-page.tsx').then(({ IdsPage }) => IdsPage)),
  import: lazyPage(() => import('#features/import/import-page.tsx').then(({ ImportPage }) => ImportPage)),
  submissions: lazyPage(() =>
    import('#features/submissions/submissions-page.tsx').then(({ SubmissionsPage }) => SubmissionsPage),
  ),
  connect: lazyPage(() => import('#features/connect/connect-page.tsx').then(({ ConnectPage }) => ConnectPage)),
};

const names = ['ids', 'import', 'submissions', 'connect'] as const;

/** What an address shows first; without a key that is Connect. One that does not come says so when it is drawn. */
export function loadPageAt(path: string): Promise<unknown> {
  const name = apiKey.read() === undefined ? 'connect' : names.find((each) => isPartOf(path, paths[each]));
  return Promise.allSettled([lazyPages[name ?? 'ids'].load()]);
}

export const loadPages = (): Promise<unknown> => Promise.allSettled(names.map((name) => lazyPages[name].load()));
