/** Every path of the application. */
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

/** The list remains next to the detail, so its filter remains in the query. */
export const idPath = (id: string, prefix = ''): string => withPrefix(`${paths.ids}/${encodeURIComponent(id)}`, prefix);

export const submissionPath = (submissionId: string): string =>
  `${paths.submissions}/${encodeURIComponent(submissionId)}`;

/** Whether a path is that page or a detail below it. */
export const isWithin = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);
