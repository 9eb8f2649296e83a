/** Every path of the application. */
export const paths = {
  ids: '/ids',
  import: '/import',
  submissions: '/submissions',
  newSubmission: '/submissions/new',
  connect: '/connect',
} as const;

/** A list's filter, as query parameters of its address. */
export interface IdFilter {
  readonly prefix?: string;
  readonly source?: string;
  readonly state?: string;
}

export interface SubmissionFilter {
  readonly label?: string;
  readonly status?: string;
  readonly client?: string;
}

function withFilter(path: string, filter: IdFilter | SubmissionFilter): string {
  const set = Object.entries(filter).filter(([, value]) => value);
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}

export const idsPath = (filter: IdFilter): string => withFilter(paths.ids, filter);

/** The list remains next to the detail, so its filter remains in the query. */
export const idPath = (id: string, filter: IdFilter = {}): string =>
  withFilter(`${paths.ids}/${encodeURIComponent(id)}`, filter);

/** Also opens the first step while the report of another import is stored. */
export const importStepPath = (step: 'file' | 'column' | 'preview'): string => `${paths.import}?step=${step}`;

export const submissionsPath = (filter: SubmissionFilter, path: string = paths.submissions): string =>
  withFilter(path, filter);

export const submissionPath = (submissionId: string, filter: SubmissionFilter = {}): string =>
  submissionsPath(filter, `${paths.submissions}/${encodeURIComponent(submissionId)}`);

/** Whether a path is that page or a detail below it. */
export const isWithin = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);
