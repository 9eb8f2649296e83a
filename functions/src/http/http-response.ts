import type { Failure } from '#domain/failure.ts';
import type { LogFields, MetricName } from '#ports.ts';
import { toProblem } from './problem.ts';
import type { ProxyResult } from './proxy-event.ts';

export interface HttpResponse {
  readonly status: 200 | 201 | 202 | 204 | 304;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly counts?: Readonly<Partial<Record<MetricName, number>>>;
  readonly logFields?: LogFields;
}

const securityHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** Short, because contention on one item or a burst clears quickly. */
const retryAfterSeconds = '1';

export function toProxyResult({ status, headers, body }: HttpResponse): ProxyResult {
  return {
    statusCode: status,
    headers: { ...securityHeaders, 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: body ? JSON.stringify(body) : '',
  };
}

export function toProblemResult(failure: Failure, requestId: string): ProxyResult {
  const problem = toProblem(failure, requestId);
  return {
    statusCode: problem.status,
    headers: {
      ...securityHeaders,
      'Content-Type': 'application/problem+json',
      ...(problem.status >= 500 ? { 'Retry-After': retryAfterSeconds } : {}),
    },
    body: JSON.stringify(problem),
  };
}
