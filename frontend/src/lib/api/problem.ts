/** What a person must know of a request that failed: did it happen, and may it be repeated. */
export type ProblemKind =
  /** This browser is offline: the request never left. */
  | 'offline'
  /** It left, and no answer of ours came back: it may have happened. */
  | 'no-response'
  /** Refused for the moment: nothing was written. */
  | 'unavailable'
  | 'throttled'
  | 'key-refused'
  | 'not-found'
  | 'changed'
  /** The request itself is wrong; repeating it changes nothing. */
  | 'rejected';

export type Problem = {
  readonly kind: ProblemKind;
  readonly code?: string;
  /** A sentence of the API about this case. */
  readonly detail?: string;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
  /** Of an ID that is not found because it was deleted. */
  readonly deletedAt?: string;
};

/** Whether the request may have had its effect although it is reported as failed. */
export const isOutcomeUnknown = ({ kind }: Problem): boolean => kind === 'no-response';

const kindsByStatus: ReadonlyMap<number, ProblemKind> = new Map([
  [403, 'key-refused'],
  [404, 'not-found'],
  [408, 'no-response'],
  [412, 'changed'],
  [429, 'throttled'],
  [503, 'unavailable'],
]);

/** A 5xx other than 503 says nothing about what was written before. */
export function kindOfStatus(status: number): ProblemKind {
  return kindsByStatus.get(status) ?? (status >= 500 ? 'no-response' : 'rejected');
}

/** A 403 that is none of ours, such as a firewall's, says nothing about the key. */
const kindOf = (status: number, code: string | undefined): ProblemKind =>
  status === 403 && code !== 'forbidden' ? 'rejected' : kindOfStatus(status);

/** The seconds of a `Retry-After`; its date form is read too, against the clock of this browser. */
export function readRetryAfter(header: string | null, nowMillis: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - nowMillis) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads a problem document; of anything else, such as a proxy's HTML page, only the status counts. */
export function readProblem(status: number, body: unknown, retryAfterSeconds: number | undefined): Problem {
  const members = new Map<string, unknown>(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const found = {
    code: text(members.get('code')),
    detail: text(members.get('detail')),
    requestId: text(members.get('requestId')),
    deletedAt: text(members.get('deletedAt')),
    retryAfterSeconds,
  };
  return { kind: kindOf(status, found.code), ...withoutUndefined(found) };
}

function withoutUndefined<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: NonNullable<Members[Name]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]?: NonNullable<Members[Name]>;
  };
}
