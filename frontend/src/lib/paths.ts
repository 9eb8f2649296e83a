import { parseCustomerId, submissionIdPattern } from './customer-id.ts';

/** Every address of the page. */
export const paths = {
  ids: '/ids',
  import: '/import',
  submissions: '/submissions',
  newSubmission: '/submissions/new',
  connect: '/connect',
} as const;

const withPrefix = (path: string, prefix: string): string =>
  prefix ? `${path}?${new URLSearchParams({ prefix })}` : path;

export const idsPath = (prefix: string): string => withPrefix(paths.ids, prefix);

/** The list stays beside the detail, so its filter stays in the address. */
export const idPath = (id: string, prefix = ''): string => withPrefix(`${paths.ids}/${encodeURIComponent(id)}`, prefix);

export const submissionPath = (submissionId: string): string =>
  `${paths.submissions}/${encodeURIComponent(submissionId)}`;

export type Detail = { readonly kind: 'id' | 'submission'; readonly name: string };

/** The ID or the submission that an address of the page shows. */
export function detailOf(path: string): Detail | undefined {
  const [, page, segment = ''] = path.split('/');
  const name = decodedOr(segment, '');
  if (`/${page}` === paths.ids) return parseCustomerId(name).ok ? { kind: 'id', name } : undefined;
  return `/${page}` === paths.submissions && submissionIdPattern.test(name) ? { kind: 'submission', name } : undefined;
}

/** Anyone can write an address by hand, with escapes that are none. */
function decodedOr(segment: string, otherwise: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return otherwise;
  }
}
