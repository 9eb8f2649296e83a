/** Every path of the application. */
export const paths = {
  ids: '/ids',
  import: '/import',
  submissions: '/submissions',
  newSubmission: '/submissions/new',
  connect: '/connect',
} as const;

const withFilter = (path: string, name: 'prefix' | 'label', value: string): string =>
  value ? `${path}?${new URLSearchParams({ [name]: value })}` : path;

export const idsPath = (prefix: string): string => withFilter(paths.ids, 'prefix', prefix);

/** The list remains next to the detail, so its filter remains in the query. */
export const idPath = (id: string, prefix = ''): string =>
  withFilter(`${paths.ids}/${encodeURIComponent(id)}`, 'prefix', prefix);

/** Also opens the first step while the report of another import is stored. */
export const importStepPath = (step: 'file' | 'column' | 'preview'): string => `${paths.import}?step=${step}`;

export const submissionsPath = (label: string, path: string = paths.submissions): string =>
  withFilter(path, 'label', label);

export const submissionPath = (submissionId: string, label = ''): string =>
  submissionsPath(label, `${paths.submissions}/${encodeURIComponent(submissionId)}`);

/** Whether a path is that page or a detail below it. */
export const isWithin = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);
