import { apiKey } from '#lib/api-key.ts';
import { isWithin, paths } from '#lib/paths.ts';

/** The code of each page comes only with that page. */
export const pageCode = {
  ids: () => import('#features/customer-ids/ids-page.tsx'),
  import: () => import('#features/import/import-page.tsx'),
  submissions: () => import('#features/submissions/submissions-page.tsx'),
  connect: () => import('#features/connect/connect-page.tsx'),
};

export const pageNames = ['ids', 'import', 'submissions', 'connect'] as const;

/** The page that an address shows first; without a key that is Connect. */
export function pageNameAt(path: string): (typeof pageNames)[number] {
  if (apiKey.read() === undefined) return 'connect';
  return pageNames.find((each) => isWithin(path, paths[each])) ?? 'ids';
}
