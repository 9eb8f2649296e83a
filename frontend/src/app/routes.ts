import type { ComponentType, ReactNode } from 'react';
import { apiKey } from '#lib/api-key.ts';
import { isWithin, paths } from '#lib/paths.ts';
import type { ShortcutName } from '#lib/shortcuts.ts';

export interface PageProps {
  /** The ID or submission in the address: a detail shown next to its list. */
  readonly openId: string | undefined;
  /** A notice about an import that waits for a key. */
  readonly unfinished: ReactNode;
}

export interface Route {
  /** Also the key of its label in `messages`. */
  readonly name: 'ids' | 'import' | 'submissions' | 'connect';
  readonly path: string;
  readonly hasDetails?: true;
  readonly load: () => Promise<ComponentType<PageProps>>;
  /** A name rather than a component: the entry point imports this table and must not load the icons. */
  readonly icon: 'hash' | 'upload' | 'workflow' | 'key';
  readonly shortcut: ShortcutName;
}

/** Every page, in the order of the navigation. */
export const routes: readonly Route[] = [
  {
    name: 'ids',
    path: paths.ids,
    hasDetails: true,
    load: () => import('#features/customer-ids/ids-page.tsx').then(({ IdsPage }) => IdsPage),
    icon: 'hash',
    shortcut: 'goIds',
  },
  {
    name: 'import',
    path: paths.import,
    load: () => import('#features/import/import-page.tsx').then(({ ImportPage }) => ImportPage),
    icon: 'upload',
    shortcut: 'goImport',
  },
  {
    name: 'submissions',
    path: paths.submissions,
    hasDetails: true,
    load: () => import('#features/submissions/submissions-page.tsx').then(({ SubmissionsPage }) => SubmissionsPage),
    icon: 'workflow',
    shortcut: 'goSubmissions',
  },
  {
    name: 'connect',
    path: paths.connect,
    load: () => import('#features/connect/connect-page.tsx').then(({ ConnectPage }) => ConnectPage),
    icon: 'key',
    shortcut: 'goConnect',
  },
];

/** The page first shown at an address; without a key that is Connect. */
export function routeNameAt(path: string): Route['name'] {
  if (apiKey.read() === undefined) return 'connect';
  return routes.find((route) => isWithin(path, route.path))?.name ?? 'ids';
}
