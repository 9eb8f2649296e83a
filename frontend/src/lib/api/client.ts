import { basePath } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { apiKey } from '#lib/api-key.ts';
import { rateLimit } from '#lib/registry-health.ts';
import { type Problem, readProblem, readRetryAfter } from './problem.ts';
import { attemptTimeoutMillis, retryDelayMillis } from './retry.ts';

export type Request = {
  readonly method: 'GET' | 'PUT' | 'DELETE' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Overrides the session's key, to verify another one. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** False for a request that the page can do without. */
  readonly isRetried?: false;
};

export type ApiResponse = {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: unknown;
  /** If more than one, an earlier attempt may already have taken effect. */
  readonly attempts: number;
};

export type Send = (request: Request) => Promise<Result<ApiResponse, Problem>>;

export type ClientDeps = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly isOnline: () => boolean;
  readonly key: () => string | undefined;
  readonly onKeyRefused: (key: string) => void;
  /** Called before the delay of a retry, with its reason. */
  readonly onRetry: (problem: Problem, millis: number) => void;
  readonly delay: (millis: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly random: () => number;
  readonly nowMillis: () => number;
};

function buildUrl({ path, query = {} }: Request): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return `${basePath}${path}${search ? `?${search}` : ''}`;
}

function buildInit(request: Request, key: string | undefined): RequestInit {
  const timeout = AbortSignal.timeout(attemptTimeoutMillis);
  const headers = new Headers(request.headers);
  if (key) headers.set('x-api-key', key);
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  return {
    method: request.method,
    headers,
    cache: 'no-store',
    signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    ...(request.body === undefined ? {} : { body: toJson(request.body) }),
  };
}

/** The API takes a bare U+FFFD for invalid UTF-8, which API Gateway replaces with it. */
const toJson = (body: unknown): string => JSON.stringify(body).replaceAll('\ufffd', '\\ufffd');

async function parseJson(response: Response): Promise<Result<unknown, 'unreadable'>> {
  const text = await response.text();
  if (text === '') return succeed(undefined);
  try {
    const body: unknown = JSON.parse(text);
    return succeed(body);
  } catch {
    return fail('unreadable');
  }
}

type Attempt = Result<Omit<ApiResponse, 'attempts'>, Problem>;

async function readResponse(response: Response, nowMillis: number): Promise<Attempt> {
  const { status, headers } = response;
  const body = await parseJson(response);
  if (!response.ok) {
    const retryAfter = readRetryAfter(headers.get('Retry-After'), nowMillis);
    return fail(readProblem(status, body.ok ? body.value : undefined, retryAfter));
  }
  if (!body.ok) return fail({ kind: 'no-response' });
  return succeed({ status, etag: headers.get('ETag') ?? undefined, body: body.value });
}

async function attemptOnce(deps: ClientDeps, request: Request, key: string | undefined): Promise<Attempt> {
  if (!deps.isOnline()) return fail({ kind: 'offline' });
  try {
    const response = await deps.fetch(buildUrl(request), buildInit(request, key));
    return await readResponse(response, deps.nowMillis());
  } catch (error) {
    // Aborted by the caller, so there is no problem to report.
    if (request.signal?.aborted) throw error;
    return fail({ kind: 'no-response' });
  }
}

const withAttempts = (problem: Problem, attempts: number): Problem =>
  attempts > 1 ? { ...problem, attempts } : problem;

/** Sends requests with a timeout per attempt and a few retries. Failures are returned, not thrown. */
export function createApiClient(deps: ClientDeps): Send {
  const sendAttempt = async (request: Request, attempts: number): Promise<Result<ApiResponse, Problem>> => {
    const key = request.key ?? deps.key();
    const attempt = await attemptOnce(deps, request, key);
    if (attempt.ok) return succeed({ ...attempt.value, attempts });
    // A rejected key under verification is not the session's key.
    if (attempt.failure.kind === 'key-refused' && request.key === undefined && key) deps.onKeyRefused(key);
    const delayMillis = retryDelayMillis(attempts + 1, attempt.failure, deps.random);
    if (delayMillis === undefined || request.isRetried === false) {
      return fail(withAttempts(attempt.failure, attempts));
    }
    deps.onRetry(attempt.failure, delayMillis);
    await deps.delay(delayMillis, request.signal);
    return sendAttempt(request, attempts + 1);
  };
  return (request) => sendAttempt(request, 1);
}

function delay(millis: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

export const send = createApiClient({
  fetch: (url, init) => fetch(url, init),
  isOnline: () => navigator.onLine,
  key: () => apiKey.read(),
  onKeyRefused: (key) => apiKey.clearRefused(key),
  onRetry: ({ kind }, millis) => {
    if (kind === 'throttled') rateLimit.extend(Date.now() + millis);
  },
  delay,
  random: Math.random,
  nowMillis: Date.now,
});

/**
 * Types a response body. Contract tests check the API's schemas, so this only rejects bodies that are not the
 * API's, such as a proxy's error page.
 */
export function readBody<Body extends object>(
  { body }: ApiResponse,
  members: readonly (keyof Body & string)[],
): Result<Body, Problem> {
  const isOurs = typeof body === 'object' && body !== null && members.every((member) => member in body);
  return isOurs ? succeed(body as Body) : fail({ kind: 'no-response' });
}
