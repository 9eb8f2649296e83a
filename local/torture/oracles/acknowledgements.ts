/**
 * Compares what the system acknowledged with what it stores: no acknowledged write may be lost (I1), and each stored
 * version must trace to exactly one write that was requested (I2).
 */

export type Action = 'added' | 'deleted';

/** One PUT or DELETE. The token is the header `x-amz-apigw-id` of its response, which an unknown outcome may lack. */
export interface RequestedWrite {
  readonly id: string;
  readonly action: Action;
  readonly outcome: 'acknowledged' | 'unknown';
  readonly token?: string;
}

export interface RequestedSubmission {
  readonly submissionId: string;
  readonly action: Action;
  readonly ids: readonly string[];
  /** Missing until the submission is completed. */
  readonly results?: readonly { readonly id: string; readonly outcome: string }[];
}

export interface Requests {
  readonly writes: readonly RequestedWrite[];
  readonly submissions: readonly RequestedSubmission[];
}

/** A row of the table, as far as it shows who wrote it. */
export interface StoredRow {
  readonly id: string;
  readonly state: 'active' | 'deleted';
  readonly version: number;
  readonly history: readonly { readonly action: Action; readonly token: string; readonly client?: string }[];
}

/** One sentence per violation, with an empty list for a system that kept its promises. */
export function findViolations(requests: Requests, rows: readonly StoredRow[]): readonly string[] {
  const rowById = new Map(rows.map((row) => [row.id, row] as const));
  return [
    ...requests.writes.flatMap((write) => findLostWrite(write, rowById.get(write.id))),
    ...requests.submissions.flatMap((submission) => findSubmissionViolations(submission, rowById)),
    ...rows.flatMap(findInconsistency),
    ...findPhantoms(requests, rows),
  ];
}

/** History has an upper length; a write before its first entry cannot be looked up. */
const isComplete = ({ version, history }: StoredRow): boolean => history.length === version;

function findLostWrite({ id, action, outcome, token }: RequestedWrite, row: StoredRow | undefined): string[] {
  if (outcome !== 'acknowledged') return [];
  if (!row) return [`${id} was acknowledged as ${action} and has no row.`];
  const isStored = row.history.some((entry) => entry.token === token && entry.action === action);
  return isStored || token === undefined || !isComplete(row)
    ? []
    : [`${id} was acknowledged as ${action} by ${token}, which is not in its history.`];
}

function findSubmissionViolations(submission: RequestedSubmission, rowById: ReadonlyMap<string, StoredRow>): string[] {
  const { submissionId, action, results } = submission;
  if (!results) return [`Submission ${submissionId} was accepted and is not completed.`];
  const changed = results.filter(({ outcome }) => outcome === action).map(({ id }) => id.toUpperCase());
  const repeated = changed.filter((id, index) => changed.indexOf(id) !== index);
  return [
    ...repeated.map((id) => `Submission ${submissionId} reports ${id} as ${action} twice.`),
    ...changed.flatMap((id) =>
      findLostWrite({ id, action, outcome: 'acknowledged', token: submissionId }, rowById.get(id)),
    ),
  ];
}

function findInconsistency({ id, state, version, history }: StoredRow): string[] {
  const tokens = history.map(({ token }) => token);
  const repeated = tokens.filter((token, index) => tokens.indexOf(token) !== index);
  const isAlternating = history.every(({ action }, index) => action !== history[index - 1]?.action);
  const last = history.at(-1)?.action;
  return [
    ...repeated.map((token) => `${id} contains the write ${token} twice.`),
    ...(isAlternating ? [] : [`The history of ${id} repeats an action: ${history.map(({ action }) => action)}.`]),
    ...(last && (last === 'added') !== (state === 'active') ? [`${id} is ${state}, but was last ${last}.`] : []),
    ...(history.length > version ? [`${id} has version ${version} after ${history.length} changes.`] : []),
  ];
}

/** An unknown outcome explains one change at most, whichever token it had. */
function findPhantoms({ writes, submissions }: Requests, rows: readonly StoredRow[]): string[] {
  const known = new Set([
    ...writes.map(({ id, action, token }) => `${id} ${action} ${token}`),
    ...submissions.flatMap(({ submissionId, action, ids }) =>
      ids.map((id) => `${id.toUpperCase()} ${action} ${submissionId}`),
    ),
  ]);
  const unnamed = writes.filter(({ outcome, token }) => outcome === 'unknown' && token === undefined);
  const unexplained = new Map<string, number>();
  for (const { id, action } of unnamed)
    unexplained.set(`${id} ${action}`, (unexplained.get(`${id} ${action}`) ?? 0) + 1);
  return rows.flatMap(({ id, history }) =>
    history.flatMap(({ action, token }) => {
      if (known.has(`${id} ${action} ${token}`)) return [];
      const left = unexplained.get(`${id} ${action}`) ?? 0;
      unexplained.set(`${id} ${action}`, left - 1);
      return left > 0 ? [] : [`${id} was ${action} by ${token}, which no request explains.`];
    }),
  );
}
