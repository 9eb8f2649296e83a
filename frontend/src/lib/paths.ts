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

/** The page an address belongs to: a detail is part of its list. */
export const isWithin = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);
