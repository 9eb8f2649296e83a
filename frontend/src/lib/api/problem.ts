import type { HistoryEntry } from '#http/contract.ts';

/** Tells whether a failed request may have taken effect, and whether retrying makes sense. */
export type ProblemKind =
  /** The browser is offline; nothing was sent. */
  | 'offline'
  /** No response from the API: the request may have taken effect. */
  | 'no-response'
  /** The API reported an internal error: the request may have taken effect. */
  | 'failed'
  /** Temporarily unavailable; nothing was written. */
  | 'unavailable'
  | 'throttled'
  | 'key-refused'
  | 'not-found'
  | 'changed'
  /** Invalid request; retrying does not help. */
  | 'rejected';

export type Problem = {
  readonly kind: ProblemKind;
  readonly code?: string;
  /** The API's own message. */
  readonly detail?: string;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
  /** Set if the ID is absent because it was deleted. */
  readonly deletedAt?: string;
  /** Set after retries: an earlier attempt may have taken effect. */
  readonly attempts?: number;
  readonly history?: readonly HistoryEntry[];
};

export const isOutcomeUnknown = ({ kind }: Problem): boolean => kind === 'no-response' || kind === 'failed';

const kindsByStatus: ReadonlyMap<number, ProblemKind> = new Map([
  [403, 'key-refused'],
  [404, 'not-found'],
  [408, 'no-response'],
  [412, 'changed'],
  [429, 'throttled'],
  [503, 'unavailable'],
]);

/** A 5xx other than 503 leaves the outcome unknown. */
export function toKind(status: number): ProblemKind {
  return kindsByStatus.get(status) ?? (status >= 500 ? 'no-response' : 'rejected');
}

/** A 403 from something else, such as a firewall, does not mean that the key is invalid. */
function toProblemKind(status: number, code: string | undefined): ProblemKind {
  if (status === 403 && code !== 'forbidden') return 'rejected';
  return code === 'internal' ? 'failed' : toKind(status);
}

/** Seconds from a `Retry-After` header, which may also be a date. */
export function readRetryAfter(header: string | null, nowMillis: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - nowMillis) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Contract tests check the entries. */
const historyEntries = (value: unknown): readonly HistoryEntry[] | undefined =>
  Array.isArray(value) ? value : undefined;

/** Parses a problem document. For any other body, such as a proxy's HTML page, only the status counts. */
export function readProblem(status: number, body: unknown, retryAfterSeconds: number | undefined): Problem {
  const members = new Map<string, unknown>(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const found = {
    code: text(members.get('code')),
    detail: text(members.get('detail')),
    requestId: text(members.get('requestId')),
    deletedAt: text(members.get('deletedAt')),
    history: historyEntries(members.get('history')),
    retryAfterSeconds,
  };
  return { kind: toProblemKind(status, found.code), ...withoutUndefined(found) };
}

function withoutUndefined<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: NonNullable<Members[Name]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]?: NonNullable<Members[Name]>;
  };
}
